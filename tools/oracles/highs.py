"""highs.py FILE.mps SECONDS: solves it, and prints "optimal|open COST BOUND SECONDS VERSION" (open: not proved in time)."""
import sys
import time

import highspy

solver = highspy.Highs()
solver.setOptionValue("output_flag", False)
solver.setOptionValue("time_limit", float(sys.argv[2]))
solver.setOptionValue("mip_rel_gap", 0.0)
solver.setOptionValue("mip_abs_gap", 0.5)  # costs are whole numbers
solver.setOptionValue("threads", 1)
if solver.readModel(sys.argv[1]) != highspy.HighsStatus.kOk:
    sys.exit(f"highs.py: cannot read {sys.argv[1]}")
begin = time.monotonic()
solver.run()
seconds = time.monotonic() - begin
info = solver.getInfo()
closed = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
print("optimal" if closed else "open", info.objective_function_value, info.mip_dual_bound, f"{seconds:.3f}", solver.version())
