"""A short lesson without a fault, as text: the ground that faults are planted in."""

GOOD_LESSON = """\
id: crossing
title: The crossing
summary: Where the nerve crosses the crest.
minutes: 3
audiences: [student, clinician, patient]
words:
  crest: the upper edge of the hip bone
steps:
  - id: the_ruler
    title: The crossing, measured
    text:
      student: The medial branch crosses on the right, 70 mm from the midline.
      clinician: Studies put it at 81 mm, the model at 70 mm. See [the end](step:the_end).
      patient: The nerve crosses the crest here. It lies about 7 cm from your spine. People differ.
    view: posterior
    zoom: 0.4
    emphasise: [superior_cluneal_nerve_medial_branch_right]
    corridors: [superior_cluneal_nerve_medial_branch_corridor_right]
    markers: [scn_1_right]
    labels:
      - of: scn_1_right
        text: Crossing
    rulers:
      - {id: out, kind: straight, from: midline, to: scn_1_right, value_mm: 70}
      - {id: along, kind: along_the_crest, from: psis_right, to: scn_1_right, value_mm: 70}
    values:
      - {label: From the midline, value: 81.0 ± 9.2 mm, sources: [LU98], measure: crossing_from_midline}
    claims:
      - text: The crossing lies 81 mm from the midline.
        sources: [LU98]
        measure: crossing_from_midline
  - id: the_end
    title: The end
    text:
      student: Point to it on a friend.
      clinician: Ask for a teach-back.
      patient: Show me the place with your thumb.
    view: lateral_right
    alternative: The right hip bone from the side, all nerves in place.
"""
