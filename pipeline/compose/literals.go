package compose

import (
	"slices"
	"strings"
	"unicode"
)

// token is a word, a sign or a text of an SQL query; comments and quoted names are none.
type token struct {
	text    string
	literal bool // it is a text, without its quotes
	line    int  // how many lines below the query's first
}

// tokens cuts a query. What is not closed ends with it: the database says so.
func tokens(sql string) []token {
	var found []token
	line := 0
	for rest := sql; rest != ""; {
		length, t := next(rest)
		t.line = line
		if t.literal || t.text != "" {
			found = append(found, t)
		}
		line += strings.Count(rest[:length], "\n")
		rest = rest[length:]
	}
	return found
}

// next reads the first token; of what is none only the length is said.
func next(sql string) (length int, t token) {
	switch {
	case strings.HasPrefix(sql, "--"):
		return through(sql, 2, "\n"), token{}
	case strings.HasPrefix(sql, "/*"):
		return through(sql, 2, "*/"), token{}
	case sql[0] == '"':
		return through(sql, 1, `"`), token{}
	case sql[0] == '\'':
		length = quoted(sql)
		return length, token{text: strings.ReplaceAll(strings.TrimSuffix(sql[1:length], "'"), "''", "'"), literal: true}
	}
	length = strings.IndexFunc(sql, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	switch {
	case length < 0:
		length = len(sql)
	case length == 0 && strings.ContainsRune(" \t\n", rune(sql[0])):
		return 1, token{}
	case length == 0:
		length = 1
	}
	return length, token{text: strings.ToLower(sql[:length])}
}

// through is the length up to and with an end, from an offset on.
func through(sql string, from int, end string) int {
	if at := strings.Index(sql[from:], end); at >= 0 {
		return from + at + len(end)
	}
	return len(sql)
}

// quoted is the length of a text in single quotes; two of them within are one that it says.
func quoted(sql string) int {
	length := through(sql, 1, "'")
	for strings.HasPrefix(sql[length:], "'") {
		length = through(sql, length+1, "'")
	}
	return length
}

// listOf returns the texts of the list that a text stands in, among the tokens, and where its bracket is; of one in no list itself and -1.
func listOf(all []token, at int) (texts []string, opener int) {
	isListed := func(t token) bool { return t.literal || t.text == "," }
	from, to := at, at+1
	for from > 0 && isListed(all[from-1]) {
		from--
	}
	for to < len(all) && isListed(all[to]) {
		to++
	}
	if from == 0 || to == len(all) || !slices.Contains([]string{"[]", "()"}, all[from-1].text+all[to].text) {
		return []string{all[at].text}, -1
	}
	for _, t := range all[from:to] {
		if t.literal {
			texts = append(texts, t.text)
		}
	}
	return texts, from - 1
}
