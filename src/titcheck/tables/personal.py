"""Which columns say who somebody is or where they live: what `--redact` masks."""

from collections.abc import Mapping
from types import MappingProxyType

PERSONAL: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("trainees", "name"): "person",
        ("trainees", "kana"): "person",
        ("trainees", "birth_date"): "born",
        ("trainees", "residence_card_no"): "card",
        ("officers", "name"): "person",
        ("officers", "birth_date"): "born",
        ("wage_payments", "trainee_name"): "person",
        ("shifts", "trainee_name"): "person",
        ("lectures", "trainee_name"): "person",
        ("dispositions", "representative"): "person",
        ("dispositions", "person"): "person",
        ("dispositions", "birth_date"): "born",
        ("dispositions", "address"): "address",
        ("supervising_orgs", "address"): "address",
        ("implementing_orgs", "address"): "address",
        ("housing", "address"): "address",
    }
)
"""Table and column → what stands there, the word a pseudonym begins with. An organisation's own name is none of it."""
