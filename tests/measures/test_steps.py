from measures.steps import split_steps


def test_numbers_in_front_and_empty_lines_are_left_out() -> None:
    assert split_steps("1. ก\n\n ๒) ข \nค") == ["ก", "ข", "ค"]


def test_numbers_inside_stay() -> None:
    assert split_steps("3 ครั้งต่อปี\n1.5 ชั่วโมง") == ["3 ครั้งต่อปี", "1.5 ชั่วโมง"]
