"""What is true: structures, landmarks, sites, courses, measures and sources, read from tables.

Knows no drawing library and imports nothing heavy, since the server imports it while it starts.
"""

from anatomy_viewer.atlas.atlas import Atlas, model_problems, read_atlas
from anatomy_viewer.atlas.built_surfaces import surface_problems
from anatomy_viewer.atlas.model import Model, read_model
from anatomy_viewer.atlas.problems import Problem, ProblemsFound, nearest_name

__all__ = [
    "Atlas",
    "Model",
    "Problem",
    "ProblemsFound",
    "model_problems",
    "nearest_name",
    "read_atlas",
    "read_model",
    "surface_problems",
]
