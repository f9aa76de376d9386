"""A language model proposes rewrites; the gate lets through what keeps the contract."""

import json

import pytest
from click.testing import CliRunner
from made_service import chat, serving

from promptkit.cli import cli
from promptkit.errors import ProviderError, UsageError
from promptkit.lint import selected_rules
from promptkit.providers._chat import ENDPOINT, LanguageModel, language_model
from promptkit.rewrite import rewrite_shot
from promptkit.rule import Finding
from promptkit.shot import Shot

pytest.importorskip("httpx")
STILL = "A woman in a white dress standing on a beach."
MOVING = "A woman in a white dress standing on a beach, the hem of the dress lifting as the ocean wind presses it."


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("PROMPTKIT_CACHE", str(tmp_path / "cache"))


def said(*prompts):
    return 200, {}, chat(json.dumps({"prompts": prompts}))


def rewritten(*answers, prompt=STILL, n=1, **fields):
    with serving(*answers) as (address, service):
        engine = LanguageModel(model="m", endpoint=f"{address}/v1", key="k", tries=1)
        done = rewrite_shot(Shot(id="s", prompt=prompt, negative="jerky motion", **fields), n=n, engine=engine)
    return done, service


def test_a_rewrite_that_keeps_all_is_accepted():
    """The request names the model, the prompt, what is wrong and how many are wanted."""
    (done,), service = rewritten(said(MOVING))

    assert done.shot.prompt == MOVING
    assert "static-description" in done.applied
    assert done.why is None
    ((path, _, body),) = service.asked
    question = json.loads(body["messages"][1]["content"])
    assert (path, body["model"]) == ("/v1/chat/completions", "m")
    assert (question["prompt"], question["rewrites"]) == (STILL, 1)
    assert any(line.startswith("static-description: ") for line in question["findings"])


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("A woman on a beach walks as the wind lifts her hair.", "is lost"),
        (MOVING.replace("the hem", "a man waving, the hem"), "someone is added"),
        (MOVING[:-1] + ", the camera slowly orbits around her.", "a camera move is added"),
        ("A stunning 8k masterpiece, " + MOVING, "it would break hype-words"),
        (STILL, "nothing was mended"),
        ("Eine Frau in einem weißen Kleid steht am Strand, ihr Kleid weht im Wind vom Meer.", "is lost"),
    ],
)
def test_a_rewrite_that_breaks_the_contract_is_reverted_with_the_reason(answer, reason):
    """The shot stays as it was."""
    (done,), _ = rewritten(said(answer))

    assert done.shot.prompt == STILL
    assert reason in done.why


def test_of_several_the_good_ones_are_kept():
    """In their order, each once, no more than asked for."""
    other = MOVING.replace("the hem of the dress lifting", "her dress rippling")
    done, _ = rewritten(said("A beach.", MOVING, MOVING, other), n=4)

    assert [one.shot.prompt for one in done] == [MOVING, other]


def test_a_prompt_that_needs_nothing_is_not_sent():
    """No request, no cost."""
    (done,), service = rewritten(said(MOVING), prompt="A man runs along the pier.")

    assert done.shot.prompt == "A man runs along the pier."
    assert service.asked == []


def test_an_endpoint_that_is_down_leaves_the_shot_with_the_reason():
    """Nothing is lost, and the next shot may do better."""
    (done,), _ = rewritten((503, {}, {"error": "busy"}))

    assert done.shot.prompt == STILL
    assert "503" in done.why


@pytest.mark.parametrize(
    "content",
    ["I cannot do that.", '{"prompts": 3}', '{"prompts": "A woman"}', '{"prompts": []}', "{}", '{"prompts": ["a"'],
)
def test_an_answer_of_another_form_is_a_reason(content):
    """It says what came instead, and the shot stays as it was."""
    (done,), _ = rewritten((200, {}, chat(content)))

    assert done.shot.prompt == STILL
    assert "did not answer with" in done.why


def test_an_endpoint_that_refuses_everybody_ends_the_run():
    """A wrong key is wrong for the next shot too."""
    with pytest.raises(ProviderError, match="401"):
        rewritten((401, {}, {"error": "wrong key"}))


def test_a_damaged_cache_is_asked_again(tmp_path):
    """Half a file is no answer."""
    with serving(said(MOVING)) as (address, service):
        engine = LanguageModel(model="m", endpoint=address)
        engine(Shot(id="s", prompt=STILL), [], 1)
        (kept,) = (tmp_path / "cache" / "chat").iterdir()
        kept.write_text('["A wom')
        assert engine(Shot(id="s", prompt=STILL), [], 1) == [MOVING]

    assert len(service.asked) == 2


def test_praise_is_refused_whichever_rules_are_selected():
    """The contract holds for every rewrite."""
    with serving(said(f"A stunning 8k masterpiece, {MOVING}")) as (address, _):
        engine = LanguageModel(model="m", endpoint=address)
        rules = selected_rules(["motion", "cause"])
        (done,) = rewrite_shot(Shot(id="s", prompt=STILL), rules=rules, engine=engine)

    assert "it would break hype-words" in done.why


def test_words_and_fences_around_the_answer_are_passed_over():
    """As models write them."""
    text = f"Sure!\n```json\n{json.dumps({'prompts': [MOVING]})}\n```"
    (done,), _ = rewritten((200, {}, chat(text)))

    assert done.shot.prompt == MOVING


def test_the_same_question_is_asked_once():
    """The second answer comes from the cache; another count is another question."""
    with serving(said(MOVING)) as (address, service):
        engine = LanguageModel(model="m", endpoint=address)
        shot, finding = Shot(id="s", prompt=STILL), Finding("still", 0, 1)
        assert engine(shot, [finding], 1) == engine(shot, [finding], 1) == [MOVING]
        assert len(service.asked) == 1
        engine(shot, [finding], 2)
        assert len(service.asked) == 2


def test_keys_come_from_the_environment_and_are_not_shown():
    """Ours before OpenAI's; the public endpoint wants one, another may do without."""
    both = {"PROMPTKIT_MODEL_KEY": "ours", "OPENAI_API_KEY": "theirs"}
    assert language_model("m", environment=both).key == "ours"
    assert "ours" not in repr(language_model("m", environment=both))
    own = language_model("m", environment={"OPENAI_BASE_URL": "http://localhost:8000/v1"})
    assert (own.endpoint, own.key) == ("http://localhost:8000/v1", None)
    assert language_model("m", endpoint="https://other.example/v1", environment=both).key == "ours"
    assert language_model("m", endpoint="https://other.example/v1", environment={"OPENAI_API_KEY": "x"}).key is None
    with pytest.raises(UsageError, match=f"{ENDPOINT} wants a key"):
        language_model("m", environment={})


def test_the_command_asks_the_model(monkeypatch):
    """`rewrite --model NAME --endpoint URL`; an endpoint alone is a mistake."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with serving(said(MOVING)) as (address, _):
        asked = ["rewrite", "--prompt", STILL, "--model", "m", "--endpoint", address, "--format", "json"]
        result = CliRunner().invoke(cli, asked, catch_exceptions=False)

    assert json.loads(result.stdout)["rewrites"][0]["rewritten"] == MOVING
    with pytest.raises(UsageError, match="without --model"):
        CliRunner().invoke(cli, ["rewrite", "--prompt", "x", "--endpoint", "http://x"], catch_exceptions=False)
