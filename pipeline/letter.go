package pipeline

// Letter is the text of a message.
type Letter struct {
	Title string // its subject line
	Text  string
	HTML  string // the same, for programs that show it; "" for text only
}

// LetterWriter makes the text of a message of its kind's file in templates/mail.
type LetterWriter interface {
	// Letter fills the file with values by the names of its blanks, and its lists, a line each, by theirs. A blank that nothing fills is an error.
	Letter(kind DeliveryKind, values map[string]string, lists map[string][]string) (Letter, error)
}
