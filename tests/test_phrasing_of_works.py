"""Machines, balloons, lamps and what hangs move by what drives them, where they are surely at work."""

import pytest
from added import rewritten, without_the_added


@pytest.mark.parametrize(
    "told",
    [
        "movement of a pocket watch,[[ the balance wheel swinging to and fro as the mainspring drives it,]] macro",
        "the gears of a tower clock[[, the toothed wheels turning by small steps as the escapement lets them go]]",
        "a hot air balloon above a vineyard[[, drifting slowly along as the air carries it]]",
        "an escalator in a metro station[[, its steps gliding on as the motor draws them along]]",
        "a luggage carousel in an airport hall[[, gliding on as the drums turn under it]]",
        "an excavator in a quarry[[, its arm swinging round slowly as the engine drives it]]",
        "a robotic arm in a car factory[[, turning slowly at its joints as the motors drive it]]",
        "a water wheel beside a stream[[, turning slowly as the water pushes its blades round]]",
        "a glowing lava lamp on a shelf[[, the wax in it rising and sinking slowly as the heat below warms it]]",
        (
            "a kerosene lamp on a crate, its flame lit[[, the flame of the kerosene lamp trembling as the hot air"
            " rises from it]]"
        ),
        (
            "a tractor in a field, dust behind it, evening[[, the dust billowing up and thinning as the wheels "
            "throw it back]]"
        ),
    ],
)
def test_works_turn_by_what_drives_them(told):
    """Springs, motors, water, heat and the air drive what the picture is of."""
    assert rewritten(without_the_added(told)) == told.replace("[[", "").replace("]]", "")


@pytest.mark.parametrize(
    "told",
    [
        "snow-capped peaks above a monastery[[, loose snow streaming off them as the wind lifts it]]",
        "scarecrow in a barley field[[, the loose sleeves of the scarecrow stirring as the wind reaches them]]",
        "Spanish moss on live oaks in Savannah[[, the moss swinging as the wind pushes at it]]",
        "bougainvillea over a white wall in Greece[[, its blossoms trembling as a light breeze reaches them]]",
        (
            "laundry lines between two houses in Naples[[, the laundry filling and falling slack as the wind "
            "comes and goes]]"
        ),
        "paper lanterns over an alley in Hoi An[[, swinging as the wind pushes at them]]",
        "ballet shoes hanging from a peg[[, the ballet shoes turning slowly to and fro as their twisted ties unwind]]",
        "desert camp beneath a clear night sky[[, the stars twinkling as the air above wavers]]",
        "a chapel under the Milky Way[[, the stars twinkling as the air above wavers]]",
        (
            "cypress alley leading to a farmhouse[[, the tops of the trees dipping and lifting as a light breeze "
            "comes and goes]]"
        ),
        (
            "a palm-lined avenue in Los Angeles,[[ the palms swaying a little as a light breeze comes and goes,]]"
            " golden hour"
        ),
        "sea cliffs in Ireland[[, waves breaking white against the foot of the rock as the swell comes in]]",
        "field of rapeseed under a blue sky[[, the flowers nodding as the wind pushes at their stems]]",
        "a bamboo path in Kyoto[[, the leaves above trembling as a light breeze moves through them]]",
        "a salt flat with a lone chair[[, fine salt dust skimming along as the wind lifts it]]",
        (
            "a quiet canal in Ghent[[, faint ripples widening on the water and fading again as a breath of air "
            "touches it]]"
        ),
        "a lone baobab at dusk[[, its outer twigs stirring as a light breeze touches them]]",
    ],
)
def test_what_stands_in_the_open_moves_in_its_air(told):
    """Peaks, scarecrows, moss, shrubs, laundry, stars, avenues, cliffs and fields."""
    assert rewritten(without_the_added(told)) == told.replace("[[", "").replace("]]", "")


@pytest.mark.parametrize(
    "told",
    [
        "a red sofa in a wheat field[[, the stalks bending in waves as the wind runs through them]]",
        (
            "a white bathtub in a forest clearing[[, the thin branches dipping and lifting as a light breeze "
            "comes and goes]]"
        ),
        "house for sale, roses along the fence[[ swaying a little as the wind reaches them]]",
    ],
)
def test_furniture_in_the_open_does_not_make_a_room_of_it(told):
    """A sofa in a field stands in the wind."""
    assert rewritten(without_the_added(told)) == told.replace("[[", "").replace("]]", "")


@pytest.mark.parametrize(
    "prompt",
    [
        "a toy hot air balloon on a shelf",
        "a hot air balloon lying deflated in a field",
        "a tethered hot air balloon at a fair",
        "a mural of hot air balloons over a river",
        "the inside of a pocket watch that has stopped",
        "inside of a broken pocket watch, macro",
        "watch movement parts laid out on a bench",
        "blueprint of a clock mechanism",
        "a stopped escalator in a mall",
        "a rusty excavator in a quarry, abandoned",
        "a toy excavator in a sandbox",
        "a parked excavator on a construction site",
        "a robot arm toy in a shop",
        "a lava lamp, switched off, on a shelf",
        "a ceramic truck with dust trail, toy",
        "a scarecrow in a museum hall",
        "a hot air balloon in a hangar",
        "Spanish moss, dried, in a basket",
        "white clematis, botanical illustration",
        "a LEGO scarecrow in a field",
        "scarecrow painted on a barn door",
        "a scarecrow, no wind, sun",
        "a snow-capped mountain behind a lake like a mirror",
        "a postcard with snow-capped peaks",
        "snow-capped peaks on a beer label",
        "Spanish moss in a craft jar",
        "lilac dress on a hanger",
        "clear night sky painted on a ceiling",
        "a chapel under the Milky Way, painted",
        "a Milky Way chocolate bar",
        "a baobab carved from wood",
        "a ballet slipper on a chair",
        "an empty laundry line in a yard",
        "an empty motel pool",
        "a salt flat after rain, mirror",
        "roses for sale in a bucket",
    ],
)
def test_what_is_at_rest_or_a_likeness_stays_so(prompt):
    """Stopped, broken, parked, tethered, toy, painted, printed and dry."""
    assert rewritten(prompt) == prompt
