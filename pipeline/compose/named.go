package compose

import (
	"regexp"
	"slices"
	"strings"

	"tonghop/pipeline"
)

// An indicator that a query names by a wrong id is found nowhere: what is said of it would vanish, and nobody would know. So every text of a
// query that is an id, by where it stands or by how it looks, must be one of the catalogue's:
//
//	figures['id'], figures['id area=dtts']       where it stands
//	indicator = 'id', indicator IN ('id', …)
//	indicators := ['id', …]
//	'models.closing', 'models.closing area=dtts' how it looks, wherever it stands, with all that are in one list with it
//	indicator LIKE 'models.%'                    the beginning of an id

var (
	idShape     = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+( [a-z]+=\S+)?$`)
	pairShape   = regexp.MustCompile(`^[a-z]+=[a-z0-9-]+(;[a-z]+=[a-z0-9-]+)*$`)
	prefixShape = regexp.MustCompile(`^[a-z][a-z0-9_.]*%$`)
)

// checkNamed holds the ids that a query names against the catalogue.
func (t *template) checkNamed(q pipeline.Query) {
	all := tokens(q.SQL)
	for i, text := range all {
		if !text.literal {
			continue
		}
		at := position{q.File, q.Line}.plus(text.line)
		column, isPattern := comparedWith(all, i)
		switch {
		case column == "indicator" && isPattern:
			t.checkPrefix(at, text.text)
		case column == "indicator" || isKey(all, i) || looksListed(all, i):
			t.checkKey(at, text.text)
		case column == "breakdown" && pairShape.MatchString(text.text):
			t.checkBreakdown(at, text.text)
		}
	}
}

// comparedWith is the column that a text is compared with, "" for none: column = 'text', column IN ('text', …), column LIKE 'text'. It also
// stands for a macro's argument := of indicators.
func comparedWith(all []token, at int) (column string, isPattern bool) {
	_, opener := listOf(all, at)
	before := func(n int) string {
		from := at
		if opener >= 0 {
			from = opener
		}
		if from < n || all[from-n].literal {
			return ""
		}
		return all[from-n].text
	}
	switch {
	case before(1) == "like":
		if before(2) == "not" {
			return before(3), true
		}
		return before(2), true
	case before(1) == "in" && before(2) == "not":
		return before(3), false
	case before(1) == "in":
		return before(2), false
	case before(1) == "=" && before(2) == ":" && before(3) == "indicators":
		return "indicator", false
	case before(1) == "=" && (before(2) == "!" || before(2) == "="), before(1) == ">" && before(2) == "<":
		return before(3), false
	case before(1) == "=":
		return before(2), false
	}
	return "", false
}

// isKey tells whether a text asks for one of a line's figures: figures['text'].
func isKey(all []token, at int) bool {
	return at > 1 && all[at-1].text == "[" && all[at-2].text == "figures"
}

// looksListed tells whether a text looks like an id, or is in a list with one that does.
func looksListed(all []token, at int) bool {
	texts, opener := listOf(all, at)
	if opener >= 0 && all[opener].text == "(" && (opener == 0 || all[opener-1].text != "in") { // a function's arguments are of several kinds
		texts = []string{all[at].text}
	}
	return slices.ContainsFunc(texts, idShape.MatchString)
}

// checkKey holds an id, or an id and a breakdown with a space between, against the catalogue.
func (t *template) checkKey(at position, text string) {
	id, pairs, narrowed := strings.Cut(text, " ")
	if !slices.Contains(t.ids.indicators, id) {
		t.mistake(at, "no indicator of indicators.yaml is called %q%s", id, nearOf(id, t.ids.indicators))
	}
	if narrowed {
		t.checkBreakdown(at, pairs)
	}
}

func (t *template) checkPrefix(at position, pattern string) {
	prefix := strings.TrimSuffix(pattern, "%")
	if prefixShape.MatchString(pattern) && !slices.ContainsFunc(t.ids.indicators, func(id string) bool { return strings.HasPrefix(id, prefix) }) {
		t.mistake(at, "no indicator of indicators.yaml is like %q%s", pattern, nearOf(prefix, t.ids.indicators))
	}
}

// checkBreakdown holds the pairs of a breakdown, which are sorted, against the catalogue.
func (t *template) checkBreakdown(at position, text string) {
	pairs := strings.Split(text, ";")
	for _, pair := range pairs {
		if !slices.Contains(t.ids.pairs, pair) {
			t.mistake(at, "%q is no breakdown of indicators.yaml%s", pair, nearOf(pair, t.ids.pairs))
		}
	}
	if !slices.IsSorted(pairs) {
		slices.Sort(pairs)
		t.mistake(at, "%q: the pairs of a breakdown are sorted; expected %q", text, strings.Join(pairs, ";"))
	}
}

// nearOf says which names are near, where any is.
func nearOf(name string, names []string) string {
	if near := pipeline.Nearest(name, names); near != "" {
		return "; the nearest are " + near
	}
	return ""
}

// ids are what a query may name: indicators, and pairs of breakdowns such as area=dtts.
type ids struct{ indicators, pairs []string }

func idsOf(c *pipeline.Catalog) ids {
	var found ids
	for _, indicator := range c.Indicators {
		found.indicators = append(found.indicators, indicator.ID)
	}
	for _, key := range c.Breakdowns {
		for _, value := range key.Values {
			found.pairs = append(found.pairs, key.Key+"="+value.ID)
		}
	}
	return found
}
