package vi

// What folders and files are called that a person looks for.
const (
	AnswersFolder = "tra-loi"     // in which a unit finds what became of its files
	BoundFile     = "ho-so.pdf"   // all of a pack that is on paper, as one file
	WordingEnding = ".loi-van.md" // ends the names of the files in which the texts of a draft lie for editing
)
