"""Words of praise, as sources of patterns: what says nothing that a camera could see."""

INTENSE = r"(?:ultra|super|insanely|extremely|incredibly|unbelievably)"
PLEASING = (
    r"beautiful|lovely|nice|great|good|cool|excellent|perfect|flawless|fantastic|glorious|brilliant|epic|magical"
    r"|majestic|sublime|exquisite|exceptional|impressive|remarkable|insane|crazy|unreal|legendary|immaculate"
    r"|impeccable|divine|dazzling|stellar|delightful|terrific|tremendous|masterful|viral|charming|dreamy|sumptuous"
)
"""Praise only when laid on thick ("truly magical"), or for the picture as such ("perfect quality"): "a perfect circle"
and "an epic poem" say something."""
MOODS = r"dazzling|magical|dreamy|charming|epic|majestic|sublime|divine|delightful|legendary|sumptuous"
"""They are praise of a video, and else a mood: as a tag, or before "lighting" and "atmosphere"."""
PRAISE = (
    r"(?:(?:visually|truly|absolutely|simply|utterly|most|really|so|very) )?(?:stunning|breath-?taking|mesmeri[sz]ing"
    r"|enchanting|captivating|amazing|astonishing|incredible|unbelievable|awesome|gorgeous|spectacular|sensational"
    r"|phenomenal|extraordinary|magnificent|splendid|marvell?ous|wonderful|fabulous|superb|outstanding|spellbinding"
    r"|unforgettable|unparallell?ed|unrivall?ed|once[- ]in[- ]a[- ]lifetime|one-of-a-kind|picture[- ]perfect|astounding"
    r"|glorious|ravishing|resplendent|stupendous|staggering|jaw-droppingly beautiful|unmissable|matchless"
    r"|peerless|wondrous|world-famous|(?:mind[- ]?blow|mouth[- ]?water|awe[- ]?inspir|eye[- ]?catch|eye-popp|jaw-?dropp"
    r"|(?:show|heart|scroll)-?stopp|head-turn)ing|drop[- ]dead gorgeous)|(?:visually|aesthetically"
    r"|cinematically) (?:striking|pleasing|appealing|impressive|arresting|rich|perfect|beautiful)"
    rf"|(?:truly|absolutely|simply|utterly|insanely|incredibly|unbelievably) (?:{PLEASING})"
    r"|(?:super|so|very|really|extremely|ultra) (?:beautiful|lovely|epic|gorgeous|impressive|magical|majestic"
    r"|remarkable|awesome)"
    rf"|{INTENSE}[- ]?(?:realis(?:tic|m)|life-?like)(?!\s+(?:(?:oil|digital|pencil|charcoal)\s+)?"
    r"(?:styles?|paint\w*|draw\w*|sculptur\w*)\b)"
)
"""Hype wherever it stands before a noun."""
