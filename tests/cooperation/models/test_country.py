import pytest
from django.core.exceptions import ValidationError

from cooperation.models import Country


@pytest.mark.parametrize("code", ["kz", "K", "K1", "1!", "К3"])
def test_a_code_is_two_capital_letters_as_in_the_address_of_its_page(db, code: str):
    with pytest.raises(ValidationError) as refused:
        Country(code=code, name_en="Nowhere").full_clean(exclude=["name", "folded"])
    assert list(refused.value.message_dict) == ["code"]
