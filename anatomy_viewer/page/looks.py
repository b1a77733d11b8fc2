"""How surfaces meet light: materials a kind, and the lamps. Colours are the atlas's."""

from __future__ import annotations

from typing import Any

# Forms are carried by the occlusion baked into the point colours; lamps only model them.
MATERIALS: dict[str, dict[str, Any]] = {
    "bone": {"ambient": 0.28, "diffuse": 0.80, "specular": 0.10, "specularPower": 18},
    "nerve": {"ambient": 0.62, "diffuse": 0.46, "specular": 0.35, "specularPower": 20},
    "ligament": {
        "ambient": 0.34,
        "diffuse": 0.72,
        "specular": 0.12,
        "specularPower": 24,
    },
    "cartilage": {"ambient": 0.36, "diffuse": 0.72, "specular": 0.18, "specularPower": 30},
    "muscle": {"ambient": 0.40, "diffuse": 0.76, "specular": 0.28, "specularPower": 24},
    "skin": {"ambient": 0.40, "diffuse": 0.68, "specular": 0.05, "specularPower": 10},
    "territory": {"ambient": 0.46, "diffuse": 0.62, "specular": 0.02, "specularPower": 8},
    "fascia": {"ambient": 0.36, "diffuse": 0.70, "specular": 0.06, "specularPower": 12},
    "corridor": {
        "ambient": 0.26,
        "diffuse": 0.82,
        "specular": 0.04,
        "specularPower": 10,
    },
}

# Camera lights: they turn with the eye, so every view is lit alike. Position is in eye space.
LIGHTS: tuple[dict[str, Any], ...] = (
    {"position": (-0.45, 0.75, 1.0), "intensity": 0.78, "colour": (255, 250, 240)},
    {"position": (0.9, -0.1, 0.55), "intensity": 0.30, "colour": (232, 238, 255)},
)

GHOST_COLOUR = (214, 212, 206)
