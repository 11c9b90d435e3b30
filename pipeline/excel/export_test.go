package excel

// ReadWorkbook is the strict reader below the forms, for tests that hold it against other programs cell by cell.
var ReadWorkbook = readWorkbook
