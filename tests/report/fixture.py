"""Schedules as --emulate leaves them, beside a fit that had none: rounds.csv, blocks.csv and where the time went."""
import json
import os
import random

PARTS = ("compute", "wait", "schedule", "network")


def add_schedule(directory, workers=12, rounds=40, seed=1):
    """Writes the files into the directory of a fit; the same for a seed."""
    chance = random.Random(seed)
    with open(os.path.join(directory, "rounds.csv"), "w", encoding="utf-8") as file:
        with open(os.path.join(directory, "blocks.csv"), "w", encoding="utf-8") as blocks:
            file.write("round,shard,step,start,end,drawn,kept,refused,blocks,largest,mean,imbalance\n")
            blocks.write("round,block,worker,variables,workload,seconds\n")
            clock = 0.0
            for k in range(rounds):
                loads = [chance.randint(200, 400) * (3 if worker == 0 else 1) for worker in range(workers)
                         if chance.random() < 0.9]
                kept, drawn = 2 * len(loads), 4 * workers
                mean = sum(loads) / len(loads)
                end = clock + max(loads) * 1e-7 + 1e-4
                file.write(f"{k},0,{k * 5 // rounds},{clock:g},{end:g},{drawn},{kept},{drawn - kept},{len(loads)},"
                           f"{max(loads)},{mean:g},{max(loads) / mean:g}\n")
                for block, load in enumerate(loads):
                    blocks.write(f"{k},{block},{block},2,{load},{load * 1e-7:g}\n")
                clock = end
    path = os.path.join(directory, "summary.json")
    with open(path, encoding="utf-8") as file:
        summary = json.load(file)
    summary["settings"]["emulate"] = f"workers={workers}"
    summary["emulated"] = {part: clock * share for part, share in zip(PARTS, (0.4, 0.3, 0.1, 0.2))}
    with open(path, "w", encoding="utf-8") as file:
        json.dump(summary, file)
