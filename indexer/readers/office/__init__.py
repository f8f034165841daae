"""Office files: Word documents and Excel workbooks, of today and of before."""
