# SPDX-License-Identifier: AGPL-3.0-only
"""torchrun with a lifeline: alone, one that still waits for the other hosts would outlive the control program. Arguments: torchrun's."""
from glue import hold_lifeline


def main() -> None:
    hold_lifeline()
    from torch.distributed.run import main as torchrun
    torchrun()


if __name__ == "__main__":
    main()
