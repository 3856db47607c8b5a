"""Speed of the processor, with a loop that takes what the test says."""

from __future__ import annotations

from tests.bench.processor import Processor, loop


def test_speed_is_a_share_of_the_greatest_of_all_measurements() -> None:
    times = iter([2.0, 1.0, 2.0, 4.0])
    processor = Processor(lambda: next(times), every_s=60.0)
    for expected in (1.0, 1.0, 0.5, 0.25):
        with processor:
            pass
        assert processor.speed == expected


def test_it_is_looked_at_again_and_again() -> None:
    times = iter([1.0])
    processor = Processor(lambda: next(times, 3.0), every_s=0.001)
    with processor:
        while len(processor._found) < 4:
            pass
    assert processor.speed == 1 / 3


def test_the_loop_takes_processor_time() -> None:
    assert loop() > 0.0
