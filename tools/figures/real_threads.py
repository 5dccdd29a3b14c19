"""h: real threads on the machine at hand. All of it is real time: no two runs agree."""
import os
import statistics

import sets
from lab import Line

REPEAT = 3


def counts():
    most = len(os.sched_getaffinity(0))
    return sorted({2 ** k for k in range(10) if 2 ** k <= most} | {most})


def make(lab):
    set_, (ratings, files) = sets.surrogate(lab), sets.netflix(lab)
    jobs = {f"lasso path of 100, {set_.name}": ("lasso", [*set_.files, "--path", "100"]),
            f"mf, {ratings}": ("mf", files)}
    table, lines = [], []
    for name, (command, words) in jobs.items():
        points = []
        for threads in counts():
            runs = []
            for _ in range(REPEAT):
                lab.memory.clear()
                runs.append(lab.fit(command, words, threads=threads).summary["seconds"]["solve"])
            points.append((threads, statistics.median(runs)))
        one = points[0][1]
        table += [[name, threads, seconds, one / seconds, one / seconds / threads] for threads, seconds in points]
        lines.append(Line(name, f"{points[-1][0]} threads: {one / points[-1][1]:.2f} times as fast",
                          [(threads, one / seconds) for threads, seconds in points], "dot"))
    lab.write_csv("h", ["job", "threads", "seconds", "speedup", "efficiency"], table)
    lab.draw("h", "h", "Real threads: speed-up of the solve", f"Medians of {REPEAT} runs on this machine, "
             f"{os.cpu_count()} cores.", "threads", "times as fast as one", lines, (0.1, 1000.0))
