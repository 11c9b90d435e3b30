package vi_test

import (
	"testing"

	"golang.org/x/text/unicode/norm"

	"tonghop/pipeline/vi"
)

func TestIsDitto(t *testing.T) {
	for want, texts := range map[bool][]string{
		true: {"//", "/ /", "///", `\\`, `"`, "”", "“", "″", "〃", "''", "’’", ",,", "-//-", `- " -`, "nt", "NT", "n.t", "n.t.", "-nt-", "- nt -", "Như trên", "nhu tren",
			"NHƯ TRÊN.", "như dòng trên", "tương tự", " // ", "\u00a0//", `'"`},
		false: {"", "-", "--", "–", "/", `\`, "'", "’", ",", ".", "…", "...", "x", "0", "12", "12//", "không", "như", "trên", "như trên 5", "trên 5", "n", "t", "12 nt", "nt 12"},
	} {
		for _, text := range texts {
			for _, text := range []string{text, norm.NFD.String(text)} {
				if got := vi.IsDitto(text); got != want {
					t.Errorf("IsDitto(%+q) = %v", text, got)
				}
				if q := vi.ReadText(text); want && (q.State != vi.Unreadable || q.Readings != nil) {
					t.Errorf("ReadText(%+q) = %+v", text, q)
				}
			}
		}
	}
}
