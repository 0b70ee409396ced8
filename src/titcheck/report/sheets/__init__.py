"""Worksheets written row by row as their XML, to stand in a workbook of our own or to be added to somebody else's.

A library that writes workbooks puts the day of writing into them, and one that changes workbooks drops what it does not know.
"""
