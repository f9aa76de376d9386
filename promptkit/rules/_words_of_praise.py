"""The words by which a prompt is told that may hold praise: every pattern of `hype-words` asks for one of them."""

from promptkit.patterns import telltales

WORDS_OF_PRAISE = telltales(
    "4k|6k|8k|2k|4 k|6 k|8 k|2 k|hd|0p|hq|high res|high-res|high def|high-def|highest|highres|hi-res|hires|absurdres|"
    "10/10|quality|detail|masterpiece|super res|super-res|resolution|fidelity|clarity|definition|excellence|"
    "sharpness|grade|look|excellent|perfect|flawless|fantastic|glorious|epic|magical|majestic|sublime|exquisite|"
    "exceptional|impressive|remarkable|insane|crazy|unreal|legendary|immaculate|impeccable|divine|dazzling|stellar|"
    "delightful|terrific|tremendous|masterful|viral|charming|dreamy|sumptuous|beautiful|lovely|nice|great|good|cool|"
    "brillian|splend|world-class|world class|first-rate|state of|state-of|next-level|next level|worthy|winning|"
    "top-notch|top notch|top-tier|top tier|top-class|top class|top level|top-level|second to none|stunning|breathtak|"
    "breath-tak|mesmeri|enchanting|captivating|amazing|astonishing|incredible|unbelievabl|awesome|gorgeous|"
    "spectacular|sensational|phenomenal|extraordinary|magnificent|marvel|wonderful|fabulous|superb|outstanding|"
    "spellbinding|unforgettable|unparallel|unrival|lifetime|one-of-a-kind|astounding|ravishing|stupendous|staggering|"
    "jaw-drop|jawdrop|unmissable|matchless|peerless|wondrous|world-famous|mind-blow|mind blow|mindblow|mouth-water|"
    "mouth water|mouthwater|awe-inspir|awe inspir|aweinspir|eye-catch|eye catch|eyecatch|eye-popp|stopping|head-turn|"
    "striking|pleasing|appealing|arresting|visually rich|aesthetically rich|cinematically rich|realis|lifelike|"
    "life-like|trending on|featured on|most |best |finest|craziest|feast|our breath|viewer's breath|viewer’s breath|"
    "breathless|speechless|in awe|visual treat|visual delight|visual spectacle|visual poetry|stunned|spellbound|"
    "amazed|wow|a sight to behold|work of art|poetry in motion|true magic|pure magic|out of this world|like nothing|"
    "like never|a very|an very|the very|a and|an and|the and|beyond words|"
    "beyond imagination|beyond belief|describe|your mind|must-see|must see|hdr|trending|unreal|octane|redshift|vray|"
    "v-ray|arnold|corona|cycles|blender|lumion|keyshot|ue4|ue5|professional|intricate|viewer|onlooker|essence|spirit|"
    "soul of|testament|tale|stories|secret|legend|histor|memories|emotional|moving|touching|dramatic|cinematic|"
    "like a|like in|in every|in each"
)
"""In small letters, and no longer than it takes: "breathtak" is in "breathtakingly"."""
