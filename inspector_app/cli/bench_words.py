"""What `inspector-app bench` measured, in words."""

from __future__ import annotations

from typing import Any


def bench_words(result: dict[str, Any]) -> str:
    """A line a figure, for people."""
    lines = [
        f"{result['n']} laps of one 640 x 640 view, {result['machine']['cpu']}, {result['machine']['cores']} cores",
        f"bare INT8 network          {_times(result['network_ms'])}",
        f"frame to findings          {_times(result['findings_ms'])}   {result['findings_over_network']:.3f} x",
        f"frame to row committed     {_times(result['row_ms'])}   {result['pipeline_over_network']:.3f} x",
        f"overhead                   {result['overhead_ms']:.2f} ms",
        f"INT8 is faster than floating point by {result['int8_over_fp32']:.2f} x",
        "stages of frame to row committed, medians:",
        *(f"  {stage:<22} {value:6.2f} ms" for stage, value in result["stages_ms"].items()),
    ]
    for name, large in result.get("large_view", {}).items():
        ratio = large["findings_over_network"]
        lines.append(f"5 megapixels, {name}: {large['tiles']} tiles, {ratio:.3f} x the bare network on them")
    if result.get("signal_ms", {}).get("n"):
        lines.append(f"signal to the PLC and back {_times(result['signal_ms'])}   Modbus TCP on loopback")
    return "\n".join(lines + _views(result) + _app(result) + _peers(result) + _line(result))


def _views(result: dict[str, Any]) -> list[str]:
    lines = [
        f"parts of {views} views           {_times(times)}   longest {times['max']:7.2f} ms"
        for views, times in result.get("latency_by_views", {}).items()
    ]
    shares = sorted(result.get("cpu_share", {}).items(), key=lambda entry: -entry[1])
    return lines + [f"  {share:5.1%} of the processor time: {stage}" for stage, share in shares]


def _app(result: dict[str, Any]) -> list[str]:
    if "benchmark_app_absent" in result:
        return [f"benchmark_app did not run: {result['benchmark_app_absent']}"]
    if "throughput_over_benchmark_app" not in result:
        return []
    return [
        f"throughput {result['pipeline_fps']:.1f} a second, benchmark_app {result['benchmark_app_fps']:.1f}: "
        f"{result['throughput_over_benchmark_app']:.3f} x"
    ]


def _peers(result: dict[str, Any]) -> list[str]:
    lines = [
        f"{name:<14} {peer['median_ms']:7.2f} ms, {peer['over_ours']:.2f} x ours ({result['ours_ms']:.2f} ms)"
        for name, peer in result.get("peers", {}).items()
    ]
    return lines + [f"{name} was not asked: {why}" for name, why in result.get("peers_absent", {}).items()]


def _line(result: dict[str, Any]) -> list[str]:
    line = result.get("line")
    if line is None:
        return []
    lines = [
        f"  {trial['parts_per_hour']:6.0f} parts an hour: {'held' if trial['held'] else 'not held'}, {_lost(trial)}"
        for trial in line["trials"]
    ]
    highest = line["highest_parts_per_hour"]
    return [f"the whole line with {line['views']} views holds {highest:.0f} parts an hour:", *lines]


def _lost(trial: dict[str, Any]) -> str:
    if "why" in trial:
        return str(trial["why"])
    return (
        f"{trial['parts']} of {trial['due']} parts, {trial['missed_parts']} missed, {trial['late']} late, "
        f"{trial['lost_frames']} frames lost, {trial['skipped_live_frames']} live pictures skipped"
    )


def _times(spread: dict[str, float]) -> str:
    return f"p50 {spread['p50']:7.2f} ms   p99 {spread['p99']:7.2f} ms"
