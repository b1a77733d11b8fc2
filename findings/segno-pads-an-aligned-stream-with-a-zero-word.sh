#!/usr/bin/env bash
# segno 1.6.6: where the bits of a QR code with their terminator already end at a full byte (always so in byte mode,
# versions 1-40), it adds eight zero bits more before the pad words. ISO/IEC 18004:2015, 7.4.10 asks for zero bits only
# up to the next full byte, then for the words EC and 11 in turn. So its codes carry 00 EC 11 ... where the standard
# and other encoders (qrcode 8.2) carry EC 11 EC ...; a test that compares symbols cell by cell sees two different ones
# for the same text, level, version and mask. Readers stop at the terminator and read the same text.
#
# Seen on 2026-11-29 on Python 3.11. Exit status 1 when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet segno==1.6.6 qrcode==8.2
"$folder/venv/bin/python" - <<'PYTHON'
import sys

import qrcode
import segno

TEXT, MASK = "hello", 1  # version 1, level M: 16 words of data; mask 1 turns the even rows over


def words(cells: list[list[bool]]) -> list[int]:
    """The 16 words of data of a version 1-M symbol: columns in pairs from the right, upwards and downwards in turn."""
    size = len(cells)
    bits, upwards = [], True
    for right in (20, 18, 16, 14, 12, 10, 8, 5, 3, 1):
        for row in range(size - 1, -1, -1) if upwards else range(size):
            for column in (right, right - 1):
                finder = (row < 9 and (column < 9 or column > 12)) or (row > 12 and column < 9)
                if finder or 6 in (row, column):
                    continue
                bits.append(cells[row][column] ^ (row % 2 == 0))
        upwards = not upwards
    return [int("".join("01"[bit] for bit in bits[k : k + 8]), 2) for k in range(0, 16 * 8, 8)]


by_segno = segno.make_qr(TEXT, version=1, error="m", boost_error=False, mode="byte", mask=MASK)
other = qrcode.QRCode(version=1, error_correction=qrcode.constants.ERROR_CORRECT_M, mask_pattern=MASK, border=0)
other.add_data(qrcode.util.QRData(TEXT.encode(), mode=qrcode.util.MODE_8BIT_BYTE))
other.make(fit=False)
found = {
    "segno": words([[bool(cell) for cell in row] for row in by_segno.matrix]),
    "qrcode": words([[bool(cell) for cell in row] for row in other.modules]),
}
# Four bits of mode, eight of length, the text, four of terminator: two bytes more than the text.
used = len(TEXT) + 2
stream = "0100" + f"{len(TEXT):08b}" + "".join(f"{byte:08b}" for byte in TEXT.encode()) + "0000"
for name, code in found.items():
    print(f"{name:7}", " ".join(f"{word:02X}" for word in code[:used]), "|", " ".join(f"{word:02X}" for word in code[used:]))
    assert "".join(f"{word:08b}" for word in code[:used]) == stream, "the symbol was not read rightly"
pads = [(0xEC, 0x11)[k % 2] for k in range(16 - used)]
as_seen = found["qrcode"][used:] == pads and found["segno"][used:] == [0, *pads[:-1]]
print("as seen: segno writes 00 before the pad words" if as_seen else "CHANGED: the pad words are others")
sys.exit(0 if as_seen else 1)
PYTHON
