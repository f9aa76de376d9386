"""What notebooks show, in headless Chromium: quiet, in light and dark, with words that can be read."""

import pytest
from made_runs import a_run_of

import promptkit as pk
from promptkit.compare import compare_runs

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
PAGES = {"light": ("#ffffff", "#111111"), "dark": ("#111111", "#dddddd")}
LEAST_CONTRAST = 4.5
CONTRASTS = """() => {
  const parts = text => text.match(/[\\d.]+/g).map(Number);
  const over = (top, under) => { const a = top[3] ?? 1; return [0, 1, 2].map(i => a * top[i] + (1 - a) * under[i]); };
  const light = rgb => rgb.map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const found = [];
  const see = (node, under, fade) => {
    const style = getComputedStyle(node);
    const paper = over(parts(style.backgroundColor), under), shown = fade * Number(style.opacity);
    for (const child of node.childNodes) {
      if (child.nodeType === 3 && child.data.trim() && style.display !== 'none') {
        const ink = parts(style.color), faint = [...ink.slice(0, 3), (ink[3] ?? 1) * shown];
        const [low, high] = [light(over(faint, paper)), light(paper)].sort((a, b) => a - b);
        found.push([(high + .05) / (low + .05), child.data.trim().slice(0, 40)]);
      } else if (child.nodeType === 1 && child.tagName !== 'STYLE') see(child, paper, shown);
    }
  };
  see(document.body, [255, 255, 255], 1);
  return found;
}"""


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs")
    runs = [a_run_of(folder / name, "flicker", dict.fromkeys("xyz", at)) for name, at in (("old", 1.0), ("new", 2.0))]
    beach = "A woman in a white dress standing on a beach, masterpiece."
    scene = pk.scene("A dog shakes, water flying from its coat, the dress billowing. The camera slowly pans left.")
    nouns = [
        scene, pk.lint(beach, negative="no flicker"), pk.rewrite(beach, target="kling-2.6"), compare_runs(*runs),
    ]  # fmt: skip
    return "".join(noun._repr_html_() for noun in nouns)


@pytest.mark.parametrize("scheme", PAGES)
@pytest.mark.parametrize("width", [390, 1200])
def test_every_word_can_be_read_on_any_page(browser, pictures, scheme, width):
    """Contrast of at least 4.5 (WCAG AA) on white and on black paper, nothing wider than the page, nothing said."""
    paper, ink = PAGES[scheme]
    page = browser.new_context(viewport={"width": width, "height": 900}, offline=True).new_page()
    heard = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.set_content(f'<!doctype html><body style="background: {paper}; color: {ink}">{pictures}')
    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) > 50
    assert [one for one in contrasts if one[0] < LEAST_CONTRAST] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert heard == []
    page.context.close()
