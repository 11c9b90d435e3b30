package vi

import "strings"

// defaultWords prints a hedge whose own words are not known. Of Between, … stands for each number.
var defaultWords = map[Qualifier]string{
	About: "khoảng", Over: "trên", Near: "gần", Under: "dưới", Between: "từ … đến …",
}

// words returns the hedge as it is printed, "" where the quantity has none.
func (q Quantity) words() string {
	switch {
	case q.State != Declared || q.Qualifier == Exact:
		return ""
	case q.Qualifier == Between && strings.Count(q.Words, "…") != 2, q.Words == "":
		return defaultWords[q.Qualifier]
	}
	return q.Words
}

// Hedge returns the words before the number as they are printed: "gần", and "từ" of "từ 10 đến 12"; "" where none
// stand there. Writers that set a number apart from its hedge use it; all others use Quantity.String.
func Hedge(q Quantity) string {
	before, _, _ := strings.Cut(q.words(), "…")
	return strings.TrimSpace(before)
}

// String writes q as it is printed: 1.900, gần 1.900, từ 10 đến 12; "-" for zero, "…" for missing, "x" for not
// applicable, "?" for unreadable. The note is left out. ReadText reads what it read back to the same quantity. Decimals
// of exactly three places above 1, which only ReadNumber yields, must not be read back: 2,258 is thousands to ReadText.
func (q Quantity) String() string {
	switch q.State {
	case Zero:
		return "-"
	case Missing:
		return "…"
	case NotApplicable:
		return "x"
	case Declared:
	default:
		return "?"
	}
	words := q.words()
	switch {
	case q.Qualifier == Between:
		words = strings.Replace(words, "…", q.Value.String(), 1)
		return strings.Replace(words, "…", q.Upper.String(), 1)
	case words != "":
		return words + " " + q.Value.String()
	}
	return q.Value.String()
}

// Prose writes q inside a sentence, where the signs of tables would not be understood: "0", "chưa có số liệu".
func (q Quantity) Prose() string {
	switch q.State {
	case Zero:
		return "0"
	case Missing:
		return "chưa có số liệu"
	case NotApplicable:
		return "không áp dụng"
	default:
		return q.String()
	}
}
