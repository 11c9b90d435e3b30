"""Writes a workbook by openpyxl: write.py OUT < sheets.json

The JSON is a list of sheets: name, hidden, merges, hidden_rows, and cells as [reference, kind, value, format].
"""

import datetime
import json
import sys

import openpyxl

book = openpyxl.Workbook()
book.remove(book.active)
for given in json.load(sys.stdin):
    sheet = book.create_sheet(given["name"])
    if given["hidden"]:
        sheet.sheet_state = "hidden"
    for reference, kind, value, shown in given["cells"]:
        cell = sheet[reference]
        if kind == "date":
            value = datetime.datetime.strptime(value, "%Y-%m-%d")
        cell.value = value
        if kind == "text":
            cell.data_type = "s"  # also what begins like a formula
        if shown:
            cell.number_format = shown
    for area in given["merges"] or []:
        sheet.merge_cells(area)
    for row in given["hidden_rows"] or []:
        sheet.row_dimensions[row].hidden = True
book.save(sys.argv[1])
