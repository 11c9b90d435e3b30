package compose

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/templates"
)

func letterOf(t *testing.T, body string, values map[string]string, lists map[string][]string) (pipeline.Letter, error) {
	t.Helper()
	c := New(&pipeline.Catalog{Letters: map[pipeline.DeliveryKind]pipeline.LetterFile{pipeline.ReturnDelivery: {Title: "Trả lại {file}", Body: body, File: "mail/return.md", Line: 4}}})
	return c.Letter(pipeline.ReturnDelivery, values, lists)
}

const returnBody = `Kính gửi: {addressee}.

Thời hạn là {due}.

Cần sửa:

- {findings}

Tải về tại: {link}

- cố định
- hạn {due}
`

// What is empty leaves no trace: a paragraph, an item, a list with the line above it.
func TestLetterLeavesOutWhatIsEmpty(t *testing.T) {
	for _, test := range []struct {
		due, link string
		findings  []string
		want      string
	}{
		{"17/8/2024", "https://example.vn/a%20b/", []string{"một", "hai\nba"}, "Kính gửi: Cà Mau.\n\nThời hạn là 17/8/2024.\n\nCần sửa:\n\n- một\n- hai ba\n\nTải về tại: https://example.vn/a%20b/\n\n- cố định\n- hạn 17/8/2024\n"},
		{"", "", nil, "Kính gửi: Cà Mau.\n\n- cố định\n"},
	} {
		got, err := letterOf(t, returnBody, map[string]string{"addressee": "Cà Mau", "due": test.due, "link": test.link, "file": "a.xlsx"}, map[string][]string{"findings": test.findings})
		if err != nil || got.Text != test.want || got.Title != "Trả lại a.xlsx" {
			t.Errorf("%v\n%s\n%q, expected\n%q", err, got.Title, got.Text, test.want)
		}
		if linked := strings.Contains(got.HTML, `<a href="https://example.vn/a%20b/">`); linked != (test.link != "") {
			t.Errorf("link: %s", got.HTML)
		}
	}
}

// Nothing that a value holds is markup, or a line of its own.
func TestLetterEscapesValues(t *testing.T) {
	bad := "<script>alert(1)</script> [x](https://evil.example) **đậm** `mã` &lt; <https://evil.example> | # 1. \n\n# Tiêu đề\r\n- mục {due}"
	got, err := letterOf(t, "{addressee}\n\n- {findings}\n", map[string]string{"addressee": bad, "file": bad + "\r\nBcc: x"}, map[string][]string{"findings": {bad}})
	if err != nil {
		t.Fatal(err)
	}
	for _, tag := range []string{"<script", "<a ", "<strong", "<code", "<h1", "<em"} {
		if strings.Contains(got.HTML, tag) {
			t.Errorf("%s in %s", tag, got.HTML)
		}
	}
	if strings.Count(got.HTML, "<li>") != 1 || strings.Count(got.HTML, "<p>") != 1 || !strings.Contains(got.HTML, "&lt;script&gt;alert(1)&lt;/script&gt; [x](https://evil.example) **đậm** `mã` &amp;lt;") {
		t.Errorf("%s", got.HTML)
	}
	if strings.ContainsAny(got.Title, "\r\n") || strings.Count(got.Text, "\n") != 3 {
		t.Errorf("%q %q", got.Title, got.Text)
	}
}

func TestLetterTellsWhatFillsNothing(t *testing.T) {
	_, err := letterOf(t, returnBody, map[string]string{"addressee": "x", "file": "x", "link": ""}, nil)
	var mistake *Mistake
	if !errors.As(err, &mistake) || mistake.Error() != "mail/return.md:6: {due} is filled by nothing" {
		t.Errorf("%v", err)
	}
}

// Every letter of the office can be filled, and its page holds every value.
func TestLettersOfTheOffice(t *testing.T) {
	c, err := catalog.Load(templates.FS, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range pipeline.DeliveryKinds {
		values, lists := map[string]string{}, map[string][]string{}
		for _, name := range pipeline.LetterBlanks[kind].Values {
			values[name] = "‹" + name + "›"
		}
		for _, name := range pipeline.LetterBlanks[kind].Lists {
			lists[name] = []string{"‹" + name + " 1›", "‹" + name + " 2›"}
		}
		letter, err := New(c).Letter(kind, values, lists)
		if err != nil || letter.Title == "" || strings.Contains(letter.Title+letter.Text, "{") {
			t.Errorf("%s: %v, %s\n%s", kind, err, letter.Title, letter.Text)
		}
		for _, text := range regexp.MustCompile("‹[a-z_ 12]+›").FindAllString(letter.Text, -1) {
			if !strings.Contains(letter.HTML, text) {
				t.Errorf("%s: the page has no %s", kind, text)
			}
		}
		for name := range lists {
			if !strings.Contains(letter.Text, "- ‹"+name+" 2›\n") {
				t.Errorf("%s: the letter has no list %s", kind, name)
			}
		}
	}
}
