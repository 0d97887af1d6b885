import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from reports import fonts
from reports.fonts import build, laksaman, sarabun

TLWG, NPM = build.DEFAULT_SOURCES
SOURCES = [
    pytest.param(laksaman, TLWG, id="laksaman"),
    pytest.param(
        sarabun,
        NPM,
        id="sarabun",
        marks=pytest.mark.skipif(not NPM.is_dir(), reason="the stand-in comes with npm and is optional"),
    ),
]


@pytest.mark.parametrize(("recipe", "source"), SOURCES)
def test_four_styles_with_the_measures_of_th_sarabun_new(
    recipe: object, source: Path, tmp_path: Path
) -> None:
    assert build.build([source], tmp_path)
    assert fonts.missing(tmp_path) == []
    for style in fonts.STYLES:
        font = TTFont(tmp_path / fonts.file_name(style))
        em = font["head"].unitsPerEm
        lines = font["hhea"]
        assert em == recipe.UNITS_PER_EM  # type: ignore[attr-defined]  # one of two modules
        assert (lines.ascent - lines.descent + lines.lineGap) / em == pytest.approx(1.331, abs=0.001)
        assert font["name"].getDebugName(1) == recipe.FAMILY  # type: ignore[attr-defined]  # see above
        assert set("กำ๐๙ฯๆ฿Aa–“") <= set(map(chr, font.getBestCmap()))


@pytest.mark.parametrize(("recipe", "source"), SOURCES)
def test_same_source_same_bytes_in_another_process(recipe: object, source: Path, tmp_path: Path) -> None:
    build.build([source], tmp_path / "here")
    command = [
        sys.executable,
        "-m",
        "reports.fonts.build",
        "--source",
        str(source),
        "--out",
        str(tmp_path / "there"),
    ]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": "7"}, capture_output=True)
    for path in (tmp_path / "here").iterdir():
        assert (tmp_path / "there" / path.name).read_bytes() == path.read_bytes()


def test_second_run_does_nothing_until_something_changes(tmp_path: Path) -> None:
    source, out = tmp_path / "source", tmp_path / "out"
    shutil.copytree(TLWG, source)
    assert build.build([source], out)
    built = (out / "Bold.ttf").stat().st_mtime_ns
    assert not build.build([source], out)
    assert (out / "Bold.ttf").stat().st_mtime_ns == built
    (out / "Italic.ttf").unlink()
    assert build.build([source], out)
    shutil.copy(source / "Laksaman-Bold.ttf", source / "Laksaman.ttf")
    assert build.build([source], out)
    assert not build.build([source], out)


def test_the_first_complete_folder_is_used(tmp_path: Path) -> None:
    shutil.copy(TLWG / "Laksaman.ttf", tmp_path)
    with pytest.raises(build.SourceMissing):
        build.build([tmp_path], tmp_path / "out")
    assert build.build([tmp_path, TLWG], tmp_path / "out")


def test_command_line_says_what_to_install(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["--source", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    message = capsys.readouterr().err
    assert "โปรดติดตั้งแพ็กเกจ fonts-tlwg-laksaman-ttf" in message
    assert "Install fonts-tlwg-laksaman-ttf" in message
    assert str(tmp_path) in message
    assert not (tmp_path / "out").exists()


def test_command_line_tells_built_from_up_to_date(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["--out", str(tmp_path)]) == 0
    assert build.main(["--out", str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines() == [f"{tmp_path}: built", f"{tmp_path}: up to date"]


def test_missing_names_the_files(tmp_path: Path) -> None:
    (tmp_path / "Bold.ttf").touch()
    assert fonts.missing(tmp_path) == ["Regular.ttf", "Italic.ttf", "BoldItalic.ttf"]
