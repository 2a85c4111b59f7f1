import shutil

import pytest

from inspector_app.bootstrap.kept_evaluations import keep_evaluation
from inspector_app.bootstrap.model_shelf import list_packages
from inspector_app.bootstrap.model_standing import check_releases, standing_of
from inspector_app.bootstrap.models import open_model
from inspector_app.bootstrap.recipe_book import HomeRecipes
from inspector_app.bootstrap.releasing import ReleaseDesk, Who
from inspector_app.datasets.catalogue.entries import CatalogueEntry
from inspector_app.datasets.catalogue.keeping import add_entry
from inspector_app.domain.catalogue import Severity
from inspector_app.domain.recipe import Mode
from inspector_app.inspection.recipes import RECIPE_FILE, RecipeError, read_recipe, save_recipe
from inspector_app.model_packages.moving import export_package, import_package
from inspector_app.model_packages.package import PackageError, open_package
from inspector_app.model_packages.plant_keys import KeyRing, PlantKeyError, read_public_key
from inspector_app.model_packages.private_keys import FOLDER_VARIABLE
from inspector_app.model_packages.signing import SIGNATURE
from inspector_app.quality.rates import Rate
from inspector_app.records.release_history import ReleaseHistory
from inspector_app.records.store import Store
from inspector_app.release.permission import NotReleasedError
from inspector_app.release.readiness import Waiver
from inspector_app.settings.home import Home
from inspector_app.settings.station import Settings
from tests.bootstrap.releasing import GOOD, LINE, WHO, make_desk, make_key, put_model, put_recipe, release
from tests.bootstrap.test_recipe_book import NoOutputs
from tests.release.samples import figures
from tests.validation.sample_evaluation import make_evaluation


@pytest.fixture(autouse=True)
def private(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "private"))
    return tmp_path / "private"


@pytest.fixture
def home(tmp_path, golden_image):
    home = Home(tmp_path / "home").create()
    put_model(home)
    put_recipe(home, golden_image)
    return home


@pytest.fixture
def desk(home):
    make_key(home)
    return make_desk(home)


def recipe(home, name="cast"):
    return read_recipe(home.recipes / name / RECIPE_FILE)


def standing(home, a_recipe=None):
    a_recipe = a_recipe or recipe(home)
    return standing_of(a_recipe, open_package(home.models / a_recipe.model), home)


def test_a_release_signs_a_copy_and_puts_the_recipe_over(home, desk):
    before = open_package(home.models / "m")
    done = release(desk, recipes=["cast"])
    folder = home.models / done.entry.package
    assert done.entry.package == f"m-{before.sha256[:8]}"
    assert open_package(folder).sha256 == before.sha256
    assert (folder / SIGNATURE).is_file()
    assert not (home.models / "m" / SIGNATURE).exists()
    now = recipe(home)
    assert (now.model, now.version, now.mode) == (done.entry.package, 2, Mode.AUTO_REJECT)
    assert now.classes["open"].threshold == 0.5
    assert now.classes["open"].tolerance_mm == 1.0
    assert standing(home).startswith(f"{done.entry.package} is released for castings by E. Engineer")
    assert check_releases(home) == f"{done.entry.package} for castings"
    assert [gate.passed for gate in done.entry.gates] == [True] * 12


def test_what_nobody_has_released_works_as_before_and_is_said_to_be_under_test(home):
    assert standing(home) == "m is under test: not released for castings (unsigned)."
    assert [one.standing for one in list_packages(home) if one.name == "m"] == ["under test"]
    assert check_releases(home) == "none: every package is under test"


def test_without_a_key_nothing_is_released_and_nothing_left(home):
    with pytest.raises(PlantKeyError, match="no key to sign with"):
        release(make_desk(home), recipes=["cast"])
    assert [path.name for path in home.models.iterdir()] == ["m"]
    assert ReleaseHistory(home.releases).entries() == ()
    assert recipe(home).version == 1


def test_without_the_private_half_nothing_is_released(home, desk, private):
    shutil.rmtree(private)
    with pytest.raises(PlantKeyError, match="is not on this computer"):
        release(desk)
    assert [path.name for path in home.models.iterdir()] == ["m"]


def test_a_package_below_a_gate_is_refused_with_the_sentence(home, desk):
    low = figures(open={"recall": 0.8})
    put_model(home, "low", figures={"int8": low, "fp32": low})
    with pytest.raises(NotReleasedError, match="nobody can release it so: Recall, Open"):
        release(desk, "low", waiver=Waiver("Q", "hurry"))
    assert ReleaseHistory(home.releases).entries() == ()


def test_the_recipe_with_the_least_time_a_view_is_the_one_that_is_timed(home, golden_image):
    timed = []

    def measure(package, home, loaded):
        timed.append(loaded and loaded.recipe.name)
        return GOOD

    desk = ReleaseDesk(home, Settings(), measure=measure)
    desk.examine("m", LINE)
    quick = put_recipe(home, golden_image, "quick").model_copy(update={"deadline_ms": 200.0})
    save_recipe(home.recipes / "quick", quick, {"top": golden_image})
    desk.examine("m", LINE)
    desk.examine("m", "a line without a recipe")
    assert timed == ["cast", "quick", None]


def test_a_waiver_is_kept_with_name_and_reason_only_where_it_was_needed(home, desk):
    low = figures(short={"recall": 0.8})
    put_model(home, "low", figures={"int8": low, "fp32": low})
    entry = release(desk, "low", waiver=Waiver("Q. Lead", "trial")).entry
    assert (entry.qa_lead, entry.waiver, entry.authenticated) == ("Q. Lead", "trial", False)
    entry = release(desk, "m", waiver=Waiver("Q. Lead", "trial")).entry
    assert (entry.qa_lead, entry.waiver) == (None, None)


def test_severities_are_the_recipes_of_the_line(home, desk):
    """`short` is critical on boards, and minor by the recipe of this line."""
    low = figures(short={"recall": 0.8})
    put_model(home, "low", figures={"int8": low, "fp32": low})
    with pytest.raises(NotReleasedError, match="nobody can release it so"):
        release(desk, "low", line="another", waiver=Waiver("Q", "trial"))


def test_where_no_recipe_of_the_line_says_it_the_plants_catalogue_does(home, desk):
    low = figures(short={"recall": 0.8})
    put_model(home, "low", figures={"int8": low, "fp32": low})
    add_entry(home, CatalogueEntry("short", "Short", Severity.MINOR), by="Q. Lead")
    assert release(desk, "low", line="another", waiver=Waiver("Q", "trial")).entry.waiver == "trial"


@pytest.mark.parametrize("name", ["model.bin", "model.xml", "golden/answers.json", "card.json", SIGNATURE])
def test_a_changed_byte_of_a_released_package_is_refused_by_name(home, desk, name):
    folder = home.models / release(desk, recipes=["cast"]).entry.package
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises((PackageError, NotReleasedError), match=name.replace(".", r"\.")):
        standing(home)
    with pytest.raises(PackageError, match=name.replace(".", r"\.")):
        check_releases(home)
    (listed,) = [one for one in list_packages(home) if one.name == folder.name]
    assert listed.standing == "refused"
    assert name in listed.fault


def test_a_package_sealed_again_under_a_released_name_is_refused(home, desk):
    """Somebody lowers a threshold, makes all hashes right, and removes the signature."""
    entry = release(desk, recipes=["cast"]).entry
    put_model(home, "forged", threshold=0.9)
    shutil.rmtree(home.models / entry.package)
    (home.models / "forged").rename(home.models / entry.package)
    with pytest.raises(PackageError, match=r"card\.json is not the one that was released"):
        standing(home)


def test_a_signature_that_is_gone_is_missed(home, desk):
    entry = release(desk, recipes=["cast"]).entry
    (home.models / entry.package / SIGNATURE).unlink()
    with pytest.raises(PackageError, match="the package is not signed"):
        standing(home)


def test_a_history_that_was_changed_stops_the_line(home, desk):
    release(desk, recipes=["cast"])
    path = home.releases / "000001.json"
    path.write_text(path.read_text().replace("E. Engineer", "M. Mallory"))
    with pytest.raises(Exception, match="entry 1 of the releases was changed by hand"):
        standing(home)


def test_a_revoked_key_takes_its_packages_along(home, desk):
    release(desk, recipes=["cast"])
    ring = KeyRing(home.keys)
    ring.revoke(ring.current().id, "Admin", "the laptop was stolen")
    with pytest.raises(PackageError, match=r"was revoked .* the laptop was stolen"):
        standing(home)


def test_after_a_revocation_the_same_content_is_signed_anew_by_the_next_key(home, desk):
    first = release(desk, recipes=["cast"]).entry
    KeyRing(home.keys).revoke(first.key, "Admin", "the laptop was stolen")
    with pytest.raises(PackageError, match="was revoked"):
        release(desk, first.package)  # nobody knows who signed that one
    again = make_key(home)
    entry = release(desk).entry
    assert (entry.package, entry.sha256, entry.key) == (first.package, first.sha256, again.id)
    assert standing(home).endswith(f"(signed by the key {again.id}).")


def test_a_release_that_was_killed_before_the_recipe_is_said_and_can_be_done_again(home, desk, monkeypatch):
    def killed(self):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("inspector_app.bootstrap.line_recipes.Change.write", killed)
        with pytest.raises(KeyboardInterrupt):
            release(desk, recipes=["cast"])
    with pytest.raises(NotReleasedError, match="drives the gate with m, but m-"):
        standing(home)
    done = release(desk, recipes=["cast"])
    assert standing(home).startswith(done.entry.package)
    assert [entry.number for entry in ReleaseHistory(home.releases).entries()] == [1, 2]


def test_another_package_than_the_released_one_may_not_drive_the_gate(home, desk, golden_image):
    done = release(desk)
    put_model(home, "newer", threshold=0.4)
    put_recipe(home, golden_image, "trial", model="newer")
    with pytest.raises(
        NotReleasedError, match=f"drives the gate with newer, but {done.entry.package} is released"
    ):
        standing(home, recipe(home, "trial"))
    quiet = recipe(home, "trial").model_copy(update={"mode": Mode.SHADOW})
    assert "under test on castings in shadow" in standing(home, quiet)


def test_on_another_line_than_it_was_validated_on_a_package_starts_in_shadow(home, desk, golden_image):
    put_recipe(home, golden_image, "lids", product="lids")
    done = release(desk, line="lids", recipes=["lids"])
    assert done.entry.shadow_only
    assert recipe(home, "lids").mode is Mode.SHADOW
    assert "in shadow only" in standing(home, recipe(home, "lids"))
    for mode in (Mode.ALERT, Mode.AUTO_REJECT):
        louder = recipe(home, "lids").model_copy(update={"mode": mode})
        with pytest.raises(
            NotReleasedError, match="was validated on another line than lids and starts there in shadow"
        ):
            standing(home, louder)
    with pytest.raises(NotReleasedError, match="has inspected 0 parts of lids so far; 3 are needed"):
        desk.leave_shadow("m", "lids", WHO)


def test_it_leaves_the_shadow_after_enough_parts_and_by_name(home, desk, golden_image, monkeypatch):
    put_recipe(home, golden_image, "lids", product="lids")
    entry = release(desk, line="lids", recipes=["lids"]).entry

    class Run:
        line, inspections = "lids", 3

    monkeypatch.setattr("inspector_app.bootstrap.releasing.model_runs", lambda home, sha256: [Run])
    done = desk.leave_shadow("m", "lids", Who("Q. Lead", "stable for a week"))
    assert done.entry.reason == "stable for a week (after 3 parts in shadow)"
    louder = recipe(home, "lids").model_copy(update={"mode": Mode.AUTO_REJECT})
    assert f"{entry.package} is released for lids by" in standing(home, louder)
    with pytest.raises(NotReleasedError, match="m is not held in shadow on lids"):
        desk.leave_shadow("m", "lids", WHO)


def test_a_rollback_brings_package_and_thresholds_back(home, desk):
    first = release(desk, recipes=["cast"]).entry
    path = home.recipes / "cast" / RECIPE_FILE
    path.write_text(path.read_text().replace("threshold = 0.5", "threshold = 0.55  # tried at night"))
    put_model(home, "newer", threshold=0.4)
    second = release(desk, "newer", recipes=["cast"]).entry
    assert recipe(home).classes["open"].threshold == 0.4
    done = desk.roll_back(LINE, Who("Q", "misses cracks"))
    now = recipe(home)
    assert (now.model, now.version, now.classes["open"].threshold) == (first.package, 4, 0.55)
    assert "tried at night" in path.read_text()
    assert (done.entry.kind, done.entry.package) == ("rollback", first.package)
    assert standing(home).startswith(first.package)
    assert open_package(home.models / second.package)  # kept, to be released again
    with pytest.raises(NotReleasedError, match="castings has no release before this one"):
        desk.roll_back(LINE, WHO)


def test_no_rollback_to_a_package_that_is_broken(home, desk):
    first = release(desk, recipes=["cast"]).entry
    put_model(home, "newer", threshold=0.4)
    second = release(desk, "newer", recipes=["cast"]).entry
    (home.models / first.package / "model.bin").write_bytes(b"x")
    with pytest.raises(PackageError, match=r"model\.bin was changed"):
        desk.roll_back(LINE, WHO)
    assert recipe(home).model == second.package


def test_recipes_that_can_not_use_the_package_keep_it_from_being_released(home, desk, golden_image):
    put_recipe(home, golden_image, "lids", product="lids")
    with pytest.raises(RecipeError, match="inspects lids, not castings"):
        release(desk, recipes=["lids"])
    with pytest.raises(RecipeError, match="no such recipe"):
        release(desk, recipes=["none"])
    blunt = dict.fromkeys(("open", "short"), 500.0)
    put_model(home, "blunt", smallest_found_px=blunt)
    with pytest.raises(RecipeError, match="tolerance of open"):
        release(desk, "blunt", recipes=["cast"])
    assert ReleaseHistory(home.releases).entries() == ()
    assert recipe(home).version == 1


def test_a_signed_package_is_released_on_another_station_without_the_private_half(
    home, desk, tmp_path, golden_image, private
):
    entry = release(desk).entry
    file = export_package(open_package(home.models / entry.package), tmp_path / "m.zip")
    other = Home(tmp_path / "other").create()
    put_recipe(other, golden_image)
    imported = import_package(file, other.models)
    shutil.rmtree(private)
    with pytest.raises(PackageError, match="which this home does not trust"):
        release(make_desk(other), "m", recipes=["cast"])
    KeyRing(other.keys).trust(read_public_key(home.keys / f"{entry.key}.json"))
    done = release(make_desk(other), "m", recipes=["cast"])
    assert done.entry.key == entry.key
    assert imported.sha256 == done.entry.sha256
    assert standing(other).startswith(done.entry.package)


def test_the_private_half_never_lies_in_the_home(home, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(home.path / "keys" / "private"))
    with pytest.raises(PlantKeyError, match="may not lie in the home"):
        make_key(home)
    assert KeyRing(home.keys).all_keys() == ()


def test_a_line_that_asks_for_too_much_does_not_start(home, desk, golden_image):

    put_recipe(home, golden_image, "lids", product="lids")
    entry = release(desk, line="lids").entry
    put_recipe(home, golden_image, "lids", product="lids", model=entry.package)
    with Store.open(home, Settings()) as store:
        book = HomeRecipes(
            home, home.recipes / "lids", store, NoOutputs(), open_model=open_model, drive=lambda mode: None
        )
        with pytest.raises(NotReleasedError, match="starts there in shadow"):
            book.load("lids")


def test_an_evaluation_that_went_worse_than_the_card_counts(home, desk):
    package = open_package(home.models / "m")
    sample = make_evaluation()
    worse = tuple(
        one.model_copy(update={"recall": Rate(80, 100)}) if one.code == "open" else one
        for one in sample.classes
        if one.code in package.card.classes
    )
    kept = {
        "model": sample.model.model_copy(update={"sha256": package.sha256}),
        "data": sample.data.model_copy(update={"unseen": True}),
        "classes": worse,
    }
    assert desk.examine("m", LINE)[1].ready
    keep_evaluation(home, sample.model_copy(update=kept))
    _, readiness = desk.examine("m", LINE)
    assert [gate.name for gate in readiness.failed] == ["Recall, Open"]
    assert "the evaluation of 2026-11-24 05:00 UTC on 400 fresh boards" in readiness.basis
