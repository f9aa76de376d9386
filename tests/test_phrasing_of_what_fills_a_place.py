"""What an adjective says a place is full of moves there: fog, smoke, dust, people."""

import pytest
from added import rewritten, without_the_added


@pytest.mark.parametrize(
    "told",
    [
        (
            "foggy harbour with cranes and stacked containers[[, fog sliding low over the water as a slow breeze "
            "carries it]]"
        ),
        "a foggy railway footbridge[[, fog drifting slowly past as a slow breeze carries it]]",
        (
            "a foggy churchyard cemetery with leaning stones[[, fog sliding between the stones as a slow breeze "
            "carries it]]"
        ),
        "a misty pine valley at first light[[, mist creeping along the slopes as a slow breeze carries it]]",
        "a foggy pine forest with a cabin[[, fog sliding slowly between the trunks as a slow breeze carries it]]",
        "a fog-bound lighthouse[[, fog drifting slowly past as a slow breeze carries it]]",
        (
            "a smoky jazz cellar with empty tables[[, smoke turning over slowly under the ceiling as the warm air"
            " lifts it]]"
        ),
        "a steamer trunk in a dusty attic[[, fine dust turning slowly in the air as it sinks]]",
        "a dusty workshop with a lathe[[, specks of dust turning slowly in the air as they sink]]",
    ],
)
def test_fog_smoke_and_dust_move_as_they_do_in_such_a_place(told):
    """Fog slides between stones and trunks and over water, smoke turns under a ceiling, dust sinks."""
    assert rewritten(without_the_added(told)) == told.replace("[[", "").replace("]]", "")


@pytest.mark.parametrize(
    "told",
    [
        "crowded bus station in Lagos[[, people shifting from foot to foot as they wait]]",
        "a packed stadium at dusk[[, people stirring in the seats as they wait]]",
        "a crowded bar in Lisbon[[, people leaning in to one another as they talk]]",
        "a packed theatre before the curtain[[, people stirring in the seats as they wait]]",
        "a crowded alley in Fez[[, people edging slowly past one another as the way allows]]",
    ],
)
def test_people_who_crowd_a_place_stir_as_they_do_there(told):
    """Who waits shifts from foot to foot, who sits at a table leans over to talk."""
    assert rewritten(without_the_added(told)) == told.replace("[[", "").replace("]]", "")


@pytest.mark.parametrize(
    "prompt",
    [
        "a painting of a foggy graveyard",
        "postcard of a misty lake",
        "a ship in a bottle on a misty harbour postcard",
        "a foggy glass in a bar",
        "foggy harbour, no wind, everything still",
        "a foggy street painted on a theatre backdrop",
        "a model railway with a foggy station",
        "a dusty pink sofa in a library",
        "dusty old telescope in a shop",
        "a clean attic with a trunk",
        "a wet dusty street",
        "a crowded bookshelf in a study",
        "packed suitcase on a platform",
        "a packed lunch in a classroom",
        "a crowded miniature station, model railway",
        "an empty station, never crowded",
        "a smoky quartz on a shelf in a shop",
        "packed snow on a street",
        "a smoky bar of soap",
        "Advent calendar with a crowded market scene",
        "misty mirror in a bathroom",
        "a crowded bar, nobody speaks, silent",
    ],
)
def test_nothing_fills_a_picture_a_model_or_a_thing(prompt):
    """The adjective is that of a thing, of a likeness, or of a place in which nothing stirs."""
    assert rewritten(prompt) == prompt
