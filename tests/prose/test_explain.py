"""What the debug output tells of a sentence."""

from __future__ import annotations

from extractor.prose.__main__ import main
from extractor.prose.explain import explain


def test_a_sentence_that_is_read_shows_its_tree_and_what_it_states():
    shown = explain("Robbery fell by 3% on the previous quarter.")
    assert "tokens: robbery ~fell ~by <percent> on <base> ." in shown
    assert "\n    about: Robbery fell by 3%" in shown
    assert 'states 3%: change of "Robbery", against the previous quarter' in shown


def test_why_a_sentence_is_not_read():
    assert '"may" does not state plainly' in explain("Robbery may have fallen by 3%.")
    assert '"about 40" is a number that no rule takes' in explain("There were about 40 robberies in 2016/17.")
    assert "none takes the sentence to its end" in explain("Robbery fell by 3% at football grounds.")
    assert "it has no figure" in explain("Robbery fell.")


def test_the_month_of_may_is_no_doubt():
    assert "states 3%" in explain("In May 2017 robbery fell by 3%.")


def test_two_readings_are_both_shown():
    shown = explain("In May 2017 robbery fell by 3% in June 2017.")
    assert "not read by the rules: two times" in shown


def test_the_command_shows_the_sentences_of_a_file(tmp_path, capsys):
    file = tmp_path / "report.txt"
    file.write_text("Suffolk Constabulary\n\nRobbery fell by 3% on the previous quarter. It rained.\n")
    assert main([str(file)]) == 0
    assert capsys.readouterr().out.count("sentence: Robbery fell by 3%") == 2  # as printed, and the root of its tree


def test_the_command_without_a_file_or_with_one_that_is_none(tmp_path, capsys):
    assert main([]) == 2
    assert main([str(tmp_path / "none.pdf")]) == 1
    assert "Traceback" not in capsys.readouterr().err
