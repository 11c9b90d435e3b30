package pipeline

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

var wordingWords = map[string]string{"wording-guide": "Guide.", "wording-code": "Code", "wording-unread": "unread", "wording-twice": "{id} twice", "wording-heading": "heading {got}",
	"wording-control": "control", "wording-markup": "markup"}

func TestReadWording(t *testing.T) {
	t.Parallel()
	c := &Catalog{Words: wordingWords}
	for _, test := range []struct{ text, edited, problems string }{
		{"# A {#a}\nx\n\n\n\ny  \n# {#b}\n", "a=x||y b=", ""},
		{"before\n# A {#a}\n\ufeffx\r\n- y\r\n", "a=\ufeffx|- y", ""},
		{"\ufeff# A {#a}\r\nx\r\n", "a=x", ""},
		{"# A {#a}\n #1\n", "a=#1", ""},
		{"# A {#a}\ne\u0302\n", "a=ê", ""},
		{"# A {#a}\n# A\n", "", "2: heading # A"},
		{"# A {#a}\nx\n# B {#a}\ny\n", "", "3: a twice"},
		{"# A {#a}\nx\x1b[31m\n<i>\n", "", "2: control|3: markup"},
		{"\xff", "", "1: unread"},
		{strings.Repeat("x", LongestWording+1), "", "1: unread"},
	} {
		file, err := c.ReadWording([]byte(test.text))
		if err != nil || test.problems != "" {
			if err == nil || strings.ReplaceAll(err.Error(), "\n", "|") != test.problems {
				t.Errorf("%.20q: %v, expected %s", test.text, err, test.problems)
			}
			continue
		}
		var edited []string
		for _, id := range slices.Sorted(maps.Keys(file.Edited)) {
			edited = append(edited, id+"="+strings.ReplaceAll(file.Edited[id], "\n", "|"))
		}
		if got := strings.Join(edited, " "); got != test.edited {
			t.Errorf("%q: %q, expected %q", test.text, got, test.edited)
		}
	}
}

// FuzzWording holds that what is written is read back, untouched where it is as it was drafted.
func FuzzWording(f *testing.F) {
	f.Add("x\n\n- y\n- z", "", "edited")
	f.Add("# A {#b}\n #", "# {#a}", "##")
	f.Add("Code: 01234567 a=01234567", "\u0000", "<b>")
	c := &Catalog{Words: wordingWords}
	f.Fuzz(func(t *testing.T, one, two, edited string) {
		one, two, edited = strings.ToValidUTF8(one, ""), strings.ToValidUTF8(two, ""), strings.ToValidUTF8(edited, "")
		passages := []DraftedPassage{{Passage{"one", "Một", tidy(one)}, tidy(one)}, {Passage{"two", "Hai", tidy(edited)}, tidy(two)}}
		data := c.WriteWording(passages)
		file, err := c.ReadWording(data)
		if err != nil && (tidy(edited) == tidy(two) || !strings.Contains(err.Error(), "control") && !strings.Contains(err.Error(), "markup")) {
			t.Fatalf("%q: %v", data, err) // what a form says is taken as it is; what is typed is not
		}
		if !file.asWritten || !maps.Equal(file.texts, textsOf(passages)) {
			t.Fatalf("%q is read as %+v", data, file)
		}
		if text, ok := file.Edited["two"]; !slices.Contains(file.Untouched, "one") || (tidy(edited) != tidy(two)) != ok || ok && text != tidy(edited) {
			t.Fatalf("%q: edited %+v, untouched %v", data, file.Edited, file.Untouched)
		}
		if again, _ := c.ReadWording(append(data, "more\n"...)); again.asWritten || again.Lines["two"] <= again.Lines["one"] {
			t.Fatalf("an addition is not noticed: %+v, %v", again, err)
		}
	})
}
