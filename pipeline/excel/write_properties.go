package excel

import (
	"time"

	"github.com/xuri/excelize/v2"
)

// setProperties sets the properties of a workbook. Its dates are given, never the clock's: same input, same bytes.
func setProperties(file *excelize.File, title, author, language string, created time.Time) error {
	if created.Year() < 1900 { // not given: a date that every reader takes
		created = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	stamp := created.UTC().Format(time.RFC3339)
	if author = cleanText(author); author == "" {
		author = program
	}
	return file.SetDocProps(&excelize.DocProperties{
		Title: cleanText(title), Creator: author, LastModifiedBy: author,
		Language: language, Created: stamp, Modified: stamp,
	})
}

// program stands as author where nobody else is named.
const program = "tonghop"
