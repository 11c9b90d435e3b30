package pipeline

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode"

	"tonghop/pipeline/vi"
)

// answer leaves in the unit's folder what became of a file, and the annotated workbook where there is one, unless an e-mail says so.
func (i *intake) answer(receipt Receipt, outcome *Outcome) error {
	if i.p.Catalog.mails(receipt, outcome) {
		return nil
	}
	name := fmt.Sprintf("%d-%s", receipt.ID, answerName(receipt.Name))
	var files []AnswerFile
	annotated := ""
	if outcome.Annotated != "" {
		data, err := i.p.Returns.Read(filepath.Base(outcome.Annotated))
		if err != nil {
			return err
		}
		annotated = name + filepath.Ext(outcome.Annotated)
		files = append(files, AnswerFile{annotated, data})
	}
	text := i.p.Catalog.answerText(receipt, outcome, annotated)
	// A mark of UTF-8 and line ends as Windows has them: so every Notepad shows it.
	return i.inbox.Answer(receipt.Unit, append(files, AnswerFile{name + ".txt", []byte("\ufeff" + strings.ReplaceAll(text, "\n", "\r\n"))}))
}

// mails tells whether the unit gets an e-mail of what became of its file: not of one that changes nothing, nor of one whose bytes were
// judged before, for that was told then.
func (c *Catalog) mails(receipt Receipt, outcome *Outcome) bool {
	unit, known := c.toldOf(receipt, outcome)
	return known && c.Config.Mail.Server != "" && outcome.State != Unchanged && outcome.ID == receipt.ID && len(c.AddressesOf(unit)) > 0
}

// longestAnswerName bounds the name of an answer in bytes; what is put before and behind it is not counted.
const longestAnswerName = 120

// answerName makes of a file's name, without its ending, one that every system can keep.
func answerName(name string) string {
	name = vi.NFC(strings.TrimSuffix(name, filepath.Ext(name)))
	name = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, name)
	for len(name) > longestAnswerName {
		letters := []rune(name)
		name = string(letters[:len(letters)-1])
	}
	return strings.Trim(name, " .-")
}

// answerText says what became of a file, and what is to be done.
func (c *Catalog) answerText(receipt Receipt, outcome *Outcome, annotated string) string {
	var text strings.Builder
	line := func(name string, values map[string]string) {
		text.WriteString(Fill(c.Words[name], values) + "\n")
	}
	arrived := receipt.Received.In(Zone)
	line("answer-file", map[string]string{"file": plainLine(receipt.Name)})
	line("answer-received", map[string]string{"time": arrived.Format("15:04"), "day": vi.Date(DayOf(arrived)), "number": fmt.Sprint(receipt.ID)})
	if unit, ok := c.Geography.Unit(outcome.Reporter); ok {
		period, _ := ParsePeriod(outcome.Period)
		line("answer-form", map[string]string{"form": c.formNumber(outcome.Submission), "unit": c.UnitTitle(unit), "period": period.Name()})
	}
	text.WriteString("\n")
	line("answer-"+string(outcome.State), map[string]string{"edition": fmt.Sprint(outcome.Edition)})
	if annotated != "" {
		line("answer-annotated", map[string]string{"file": annotated})
	}
	c.answerFindings(&text, outcome.Findings)
	return text.String()
}

// formNumber is the number that is printed on a form.
func (c *Catalog) formNumber(s Submission) string {
	for _, l := range c.Layouts {
		if l.ID == s.Layout && l.Version == s.Version {
			return l.Number
		}
	}
	return s.Layout
}

// answerFindings lists findings but for notes on cells.
func (c *Catalog) answerFindings(text *strings.Builder, findings []Finding) {
	listed := 0
	for _, f := range findings {
		if f.Severity == Note && f.Sheet != "" {
			continue
		}
		listed++
		fmt.Fprintf(text, "\n%d. %s", listed, c.Words["severity-"+string(f.Severity)])
		if f.Cell != "" {
			fmt.Fprintf(text, " (%s!%s)", plainLine(f.Sheet), f.Cell)
		}
		fmt.Fprintf(text, "\n   %s\n", plainLine(f.Explained()))
		if f.Holds() {
			fmt.Fprintf(text, "   → %s\n", plainLine(f.Advice))
		} else {
			fmt.Fprintf(text, "   %s\n", plainLine(f.Waiver.Say(c.Words)))
		}
	}
	if listed == 0 {
		fmt.Fprintf(text, "\n%s\n", c.Words["nothing-found"])
	}
}

// plainLine is a text on one line, without what is no letter.
func plainLine(text string) string {
	return vi.SingleSpaced(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, vi.NFC(text)))
}
