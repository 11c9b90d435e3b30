package pipeline

// LetterFile is a file of templates/mail: the text of the messages of a kind.
type LetterFile struct {
	Title string
	Body  string // Markdown
	File  string
	Line  int // of the first line of Body
}

// Blanks are the names that a letter may have in braces. A value stands anywhere in a line; a list stands by itself in an item, which is made for each of its texts. What
// {office} stands for every letter knows.
type Blanks struct{ Values, Lists []string }

// LetterBlanks are the blanks of the letters. Of a value that is empty the paragraph or item is left out in which it stands; of a list that is
// empty its items are, with the paragraph above that ends in a colon.
var LetterBlanks = map[DeliveryKind]Blanks{
	// number with its symbol, date, signer; again, of which edition it is, from the second on; link, where the files in left are that are too large.
	EditionDelivery: {Values: []string{"office", "kind", "number", "date", "subject", "signer", "again", "link"}, Lists: []string{"files", "left"}},
	NoticeDelivery:  {Values: []string{"office", "kind", "number", "date"}},
	// by, who has drafted it before by hand; sent, how many units have sent, and which not.
	DraftDelivery: {Values: []string{"office", "kind", "subject", "period", "by", "sent", "link"}, Lists: []string{"files", "left"}},
	// what is asked for: a form with its period, or how many; due, the first of its days; forms, each with its day.
	ReminderDelivery: {Values: []string{"office", "addressee", "what", "due"}, Lists: []string{"forms"}},
	ChaseDelivery:    {Values: []string{"office", "addressee", "what", "due"}, Lists: []string{"forms"}},
	// number, of the receipt; time and day, when it arrived; more, how many findings are not listed; attached, what the workbook is that goes back.
	ReturnDelivery: {Values: []string{"office", "addressee", "number", "file", "time", "day", "form", "form_title", "period", "due", "errors", "more", "attached", "link"},
		Lists: []string{"findings", "left"}},
	// edition, of what counts; closed, the period of what waits in quarantine; news, what there is: a form that came, or about which was decided again; decided, the day
	// of that.
	ReceiptDelivery: {Values: []string{"office", "addressee", "news", "number", "file", "time", "day", "form", "form_title", "period", "decided", "edition", "closed", "warnings", "more"},
		Lists: []string{"findings"}},
}

// DeliveryKinds are all kinds.
var DeliveryKinds = []DeliveryKind{EditionDelivery, NoticeDelivery, DraftDelivery, ReminderDelivery, ChaseDelivery, ReturnDelivery, ReceiptDelivery}
