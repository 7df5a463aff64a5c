"""What tells others how to cite and use the dataset: CITATION.cff, dataset.yaml, licences."""

import tomllib
from pathlib import Path
from typing import Any

import attrs
import pytest
import yaml

import border_timeline as bt
from border_timeline.codec.dataset import DatasetInfo, info_from_mapping
from border_timeline.codec.yaml import read_yaml

ROOT = Path(__file__).parents[1]
PUBLISHERS = ("Home Office", "Border Force", "Ministry of Defence")


def citation() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    return found


def dataset() -> dict[str, Any]:
    """Return what the citation file says of the dataset."""
    (found,) = (other for other in citation()["references"] if other["type"] == "data")
    return dict(found)


def project() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return dict(found["project"])


def info() -> DatasetInfo:
    tree = read_yaml((ROOT / "events" / "dataset.yaml").read_bytes()).tree
    assert isinstance(tree, dict)
    return info_from_mapping(tree)


def licence() -> str:
    return " ".join((ROOT / "events" / "LICENSE").read_text("utf-8").split())


def test_the_citation_file_has_what_its_format_requires() -> None:
    found = citation()
    assert found["cff-version"] == "1.2.0"
    assert found["type"] == "software"
    for part in (found, dataset()):
        assert part["title"]
        assert all(author.keys() == {"name"} for author in part["authors"])
    assert found["message"].strip()


def test_versions_are_text_in_every_file_and_the_same() -> None:
    assert isinstance(citation()["version"], str)
    versions = {citation()["version"], dataset()["version"], project()["version"], info().version}
    assert versions == {project()["version"]}


def test_the_citation_names_the_dataset_as_it_names_itself() -> None:
    assert dataset()["title"] == info().title
    assert dataset()["license"] == info().licence


def test_the_licences_of_the_citation_are_those_of_the_project() -> None:
    both = f"{citation()['license']} AND {dataset()['license']}"
    assert both == project()["license"]
    assert citation()["title"] == bt.__name__


def test_the_dataset_says_everything_of_itself() -> None:
    said = attrs.asdict(info())
    assert [name for name, value in said.items() if not value] == []


def test_the_licence_of_the_dataset_is_the_one_that_it_names() -> None:
    assert info().licence == "CC-BY-4.0"
    assert "(CC BY 4.0)" in licence()
    assert "https://creativecommons.org/licenses/by/4.0/legalcode" in licence()


@pytest.mark.parametrize("publisher", PUBLISHERS)
def test_official_figures_are_attributed_to_who_published_them(publisher: str) -> None:
    _, _, statement = licence().partition("Contains public sector information of ")
    statement, _, rest = statement.partition(" licensed under the Open Government Licence v3.0.")
    assert publisher in statement
    assert "nationalarchives.gov.uk/doc/open-government-licence/version/3" in rest
