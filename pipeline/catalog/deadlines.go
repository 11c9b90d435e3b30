package catalog

import (
	"slices"
	"strings"

	"tonghop/pipeline"
)

type deadline struct {
	Form    string
	Every   []pipeline.PeriodKind
	Kinds   []pipeline.UnitKind
	Schemes []string
	DueDays int `yaml:"due_days"`
}

// longestDelay is how many days after a period a form may be due.
const longestDelay = 365

// deadlines reads the configuration's list of forms, when the layouts that it speaks of are there.
func (l *loader) deadlines() {
	for _, entry := range l.forms {
		in := entry.Value
		if sender, ok := l.sender(entry); ok {
			if len(in.Kinds) == 0 && slices.Contains(sender.Kinds, pipeline.ProvinceUnit) {
				in.Kinds = []pipeline.UnitKind{pipeline.ProvinceUnit}
			}
			if len(in.Schemes) == 0 {
				in.Schemes = sender.Schemes
			}
			l.checkDeadline(entry.Line, in, sender)
		}
		l.catalog.Config.Deadlines = append(l.catalog.Config.Deadlines, pipeline.Deadline(in))
	}
}

// sender returns who sends the form that an entry is about, in any version of its layout.
func (l *loader) sender(entry at[deadline]) (sender pipeline.Sender, ok bool) {
	var ids []string
	for _, layout := range l.catalog.Layouts {
		if layout.ID == entry.Value.Form {
			sender.Kinds = united(sender.Kinds, layout.Sender.Kinds)
			sender.Schemes = united(sender.Schemes, layout.Sender.Schemes)
		}
		ids = united(ids, []string{layout.ID})
	}
	if len(sender.Kinds) == 0 {
		l.problem(l.formsFile, entry.Line, "forms: form %q is not in layouts/; %s", entry.Value.Form, oneOf(ids))
	}
	return sender, len(sender.Kinds) > 0
}

// united adds to a list what it lacks of another.
func united[T comparable](list, more []T) []T {
	for _, value := range more {
		if !slices.Contains(list, value) {
			list = append(list, value)
		}
	}
	return list
}

func (l *loader) checkDeadline(line int, in deadline, sender pipeline.Sender) {
	say := func(format string, args ...any) { l.problem(l.formsFile, line, "forms: "+in.Form+": "+format, args...) }
	if in.DueDays < 1 || in.DueDays > longestDelay {
		say("due_days: %d; expected 1 to %d days after the period's last day", in.DueDays, longestDelay)
	}
	for i, kind := range in.Every {
		if !slices.Contains(pipeline.PeriodKinds, kind) {
			say("every: %q; %s", kind, oneOf(pipeline.PeriodKinds))
		}
		if slices.Contains(in.Every[:i], kind) {
			say("every: %s is there twice", kind)
		}
	}
	for _, kind := range in.Kinds {
		if !slices.Contains(sender.Kinds, kind) {
			say("kinds: no %s sends the form; %s", kind, oneOf(sender.Kinds))
		}
	}
	if len(in.Every) > 0 && len(in.Kinds) == 0 {
		say("kinds: expected which of %s owe it", strings.TrimPrefix(oneOf(sender.Kinds), "expected one of "))
	}
	for _, scheme := range in.Schemes {
		if !slices.Contains(sender.Schemes, scheme) {
			say("schemes: no region of %q sends the form; %s", scheme, oneOf(sender.Schemes))
		}
	}
	l.checkAgain(in, say)
}

// checkAgain holds that a form has one deadline for a kind of period, and one entry without.
func (l *loader) checkAgain(in deadline, say func(string, ...any)) {
	for _, before := range l.catalog.Config.Deadlines {
		if before.Form != in.Form {
			continue
		}
		for _, kind := range in.Every {
			if slices.Contains(before.Every, kind) {
				say("every: %s has a deadline already", kind)
			}
		}
		if len(before.Every)+len(in.Every) == 0 {
			say("is there twice")
		}
	}
}
