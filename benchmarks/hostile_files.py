#!/usr/bin/env python3
"""How long, and with how much memory, files that mean harm keep the import busy, and what it says of them.

    .venv/bin/python benchmarks/hostile_files.py [WORD ...]

Makes each file whose name holds one of the WORDs (all of them unless told), imports it with the command in a register
of its own, and fails where a file takes more than SECONDS, more than MEGABYTES, ends in a traceback, or leaves
anything behind.
"""

import io
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import openpyxl

ROOT = Path(__file__).resolve().parent.parent
SECONDS, MEGABYTES = 10, 900  # of the processor; of the largest process
SHEET, RELATIONS = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"
HEADER = b"University,Country,Date\n"
LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + depth)} "{f"&{chr(97 + depth)};" * 10}">' for depth in range(9)
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
ODS = "urn:oasis:names:tc:opendocument:xmlns"
MEASURE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(done.returncode, round(used.ru_utime + used.ru_stime, 1), used.ru_maxrss // 1024)
print((done.stderr or done.stdout).strip()[-300:])
"""


def workbook(*added, sheet=lambda xml: xml):
    """Return the bytes of a small list of agreements as .xlsx, its sheet's XML changed, and other entries `added`."""
    book, plain, spoilt = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    for row in (["University", "Country", "Date"], ["Varna", "Bulgaria", "12.05.2018"], ["Ruse", "Bulgaria", "2019"]):
        book.active.append(row)
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(spoilt, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            data = source.read(name)
            package.writestr(name, sheet(data) if name == SHEET else data)
        for name, data in added:
            package.writestr(name, data)
    return spoilt.getvalue()


def with_rows(xml, *, start=b""):
    """Return a change of a sheet's XML: further rows, and what stands before all."""
    return lambda data: start + data[data.find(b"<worksheet") :].replace(b"</sheetData>", xml + b"</sheetData>")


def opendocument(rows):
    """Return the bytes of an .ods with a header and further `rows` of XML."""
    listed = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in ("University", "Country")
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{ODS}:manifest:1.0"/>')
        package.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{ODS}:office:1.0" xmlns:table="{ODS}:table:1.0"'
            f' xmlns:text="{ODS}:text:1.0"><office:body><office:spreadsheet><table:table table:name="L">'
            f"<table:table-row>{listed}</table:table-row>{rows}</table:table></office:spreadsheet>"
            "</office:body></office:document-content>",
        )
    return file.getvalue()


def cell(text):
    """Return the XML of a row far down with one cell of that text."""
    return b'<row r="9"><c r="A9" t="inlineStr"><is><t>' + text + b"</t></is></c></row>"


def repeated(rows, columns, text):
    """Return the XML of a row of an .ods that is repeated."""
    inner = f"<text:p>{text}</text:p>" if text else ""
    attributes = f'table:number-columns-repeated="{columns}"' + (' office:value-type="string"' if text else "")
    row = f'<table:table-row table:number-rows-repeated="{rows}">'
    return f"{row}<table:table-cell {attributes}>{inner}</table:table-cell></table:table-row>"


FILES = {
    "zip bomb.xlsx": lambda: workbook(sheet=with_rows(cell(b"A" * 900 * 2**20))),
    "expanding entities.xlsx": lambda: workbook(sheet=with_rows(cell(b"&j;"), start=LAUGHS.encode() + b"]>")),
    "expanding entities beside.xlsx": lambda: workbook((RELATIONS, LAUGHS + "]><Relationships>&j;</Relationships>")),
    "external entity.xlsx": lambda: workbook(sheet=with_rows(cell(b"&j;"), start=OUTSIDE.encode())),
    "a million repeated rows.ods": lambda: opendocument(repeated(1_048_574, 2, "Varna")),
    "a million empty rows.ods": lambda: opendocument(repeated(1_048_574, 16_384, "")),
    "a declared range of all cells.xlsx": lambda: workbook(sheet=lambda xml: xml.replace(b"A1:C3", b"A1:XFD1048576")),
    "a cell in the last corner.xlsx": lambda: workbook(sheet=with_rows(cell(b"x").replace(b"A9", b"XFD1048576"))),
    "truncated.xlsx": lambda: workbook()[:-500],
    "truncated inside.xlsx": lambda: workbook(sheet=lambda xml: xml[:-300]),
    "absolute paths.xlsx": lambda: workbook(("/tmp/hostile-entry", "x"), ("../../../tmp/hostile-entry", "x")),
    "macros.xlsm": lambda: workbook(("xl/vbaProject.bin", os.urandom(5000))),
    "NUL bytes.csv": lambda: HEADER + b"Var\0na,Bulgaria,2019\n" * 50,
    "a workbook called text.csv": workbook,
    "text called a workbook.xlsx": lambda: HEADER + b"Varna,Bulgaria,2019\n",
    "no list at all.csv": lambda: os.urandom(100_000),
    "an unclosed mark.csv": lambda: HEADER + b'"Varna,Bulgaria,2019\n' + b"Ruse,Bulgaria,2019\n" * 400_000,
    "one line.csv": lambda: b"University," + b"a" * 20_000_000,
    "200,000 columns.csv": lambda: b"University,Country" + b",x" * 200_000 + b"\nVarna,Bulgaria\n",
    "300,000 rows.csv": lambda: HEADER + b"".join(b"Town %d,Bulgaria,2018\n" % row for row in range(300_000)),
    "long dates.csv": lambda: HEADER + (b"Varna,Bulgaria," + b"1 - " * 3000 + b"\n") * 300,
    "long names.csv": lambda: HEADER + (b"University and " * 3000 + b",Bulgaria,2019\n") * 200,
    "a long cell.csv": lambda: HEADER + b"Varna,Bulgaria,2018\nRuse,%b,2019\n" % ("Испания and " * 4500).encode(),
    "96 MB.csv": lambda: HEADER + b"".join(b"Town %d,Bulgaria,2018,%s\n" % (row, b"x" * 480) for row in range(190_000)),
    "deep elements.xlsx": lambda: workbook(sheet=with_rows(cell(b"<r>" * 2_000_000))),
    "a blank in the last corner.xlsx": lambda: workbook(
        sheet=with_rows(cell(b" ").replace(b"A9", b"XFD1048576").replace(b'"9"', b'"1048576"'))
    ),
    "an endless formula.xlsx": lambda: workbook(
        sheet=with_rows(b'<row r="9"><c r="A9"><f>' + b"A1+" * 5_000_000 + b"1</f></c></row>")
    ),
    "formulas.csv": lambda: HEADER + b"\"=cmd|'/c calc'!A0\",Bulgaria,2019\n@SUM(1),Bulgaria,+1\n",
    "addresses.csv": lambda: b"University,Country,Website\nVarna,Bulgaria,javascript:alert(1)\nRuse,Bulgaria,file:///x\n",
    "duplicated headers.csv": lambda: b"University,University,Country\nVarna,Ruse,Bulgaria\n",
    "spans.html": lambda: b"<table>" + b"<tr><td rowspan=65000 colspan=1000>University</td></tr>" * 200,
    "a million merged cells.xlsx": lambda: workbook(
        sheet=lambda xml: xml.replace(b"</sheetData>", b"</sheetData><mergeCells>" +
                                      b'<mergeCell ref="A1:XFD1048576"/>' * 3000 + b"</mergeCells>")
    ),
}  # fmt: skip


def main(words):
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"DATA_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/register.sqlite3"}
        manage = [sys.executable, str(ROOT / "manage.py")]
        subprocess.run([*manage, "migrate", "--verbosity", "0"], env=environment, check=True)
        print(f"{'file':36}{'exit':>5}{'s':>6}{'MB':>5}  what was said")
        for name, make in FILES.items():
            if words and not any(word in name for word in words):
                continue
            path = Path(folder) / name
            path.write_bytes(make())
            command = [*manage, "import_agreements", str(path), "--dry-run"]
            done = subprocess.run(
                [sys.executable, "-c", MEASURE, *command], env=environment, capture_output=True, text=True
            )
            figures, _end, said = done.stdout.partition("\n")
            status, seconds, megabytes = figures.split()
            sentence = said.strip().splitlines()[-1]
            print(f"{name:36}{status:>5}{seconds:>6}{megabytes:>5}  {sentence[:100]}", flush=True)
            path.unlink()
            if (
                float(seconds) > SECONDS
                or int(megabytes) > MEGABYTES
                or "Error" in sentence.replace("CommandError", "")
            ):
                failed.append(name)
    if Path("/tmp/hostile-entry").exists():
        failed.append("an entry was unpacked")
    sys.exit(f"Failed: {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
