"""The names of the site's own words and sentences."""

from __future__ import annotations

from typing import Literal

Word = Literal[
    "contents", "overviews", "intro", "made_from", "search", "search_go", "search_start", "search_none", "search_some", "search_near",
    "search_no_script", "in_words", "as_written", "rule_when", "rule_then", "how_all", "how_any", "how_none", "how_not_all",
    "or_not_applies", "in_force", "also_concluded_by", "overrides", "in_cases", "fires_in", "fires", "nearly", "and_more", "prevented_by",
    "leaves", "leaf", "leaf_true", "leaf_false", "leaf_open", "decides_true", "decides_false", "type", "type_boolean", "type_choice",
    "type_set", "type_integer", "type_integer_of", "type_money", "type_day", "at_least", "at_most", "value", "values", "applies_when",
    "question", "effort", "sensitivity", "step_of_stage", "due_by", "requires", "outcomes", "then_next", "needs", "excludes",
    "letters_for", "last_day", "reckoned", "so_when", "periods", "profile_of", "helps_with", "kind_of_work", "kind_law", "kind_official",
    "kind_vendor", "kind_news", "kind_article", "kind_inference", "publisher", "published", "read", "read_on", "holds_until", "confidence",
    "address", "claims", "evidence", "encoded_in", "see_contradiction", "impossible", "must_never_be", "never_proved", "only_where",
    "otherwise", "told_facts", "then_done", "expected", "graph", "graph_legend", "graph_proved", "graph_seen", "graph_reduced",
    "nothing_follows", "way", "coverage", "covered", "covered_more", "covered_unasked", "covered_part", "covered_missing",
    "covered_impossible", "about_leaf", "proof", "not_proved", "proved", "longest", "use_concluded_by", "use_asked_by", "use_needed_by",
    "use_changed_by", "use_spoken_of_by", "use_helped_by", "use_rests_on_it", "use_overridden_by", "use_excluded_by", "about_graph",
    "about_coverage", "about_proof", "all_names", "about_names", "folder_top", "one_rule", "all_rule", "about_rule", "one_fact",
    "all_fact", "about_fact", "one_action", "all_action", "about_action", "one_warning", "all_warning", "about_warning", "one_deadline",
    "all_deadline", "about_deadline", "one_derived", "all_derived", "about_derived", "one_parameter", "all_parameter", "about_parameter",
    "one_profile", "all_profile", "about_profile", "one_source", "all_source", "about_source", "one_contradiction", "all_contradiction",
    "about_contradiction", "one_constraint", "all_constraint", "about_constraint", "one_invariant", "all_invariant", "about_invariant",
    "one_letter", "all_letter", "about_letter", "one_cases", "all_cases", "about_cases", "one_guide", "all_guide", "about_guide",
    "one_table", "all_table", "about_table", "one_code", "all_code", "about_code",
]  # fmt: skip
