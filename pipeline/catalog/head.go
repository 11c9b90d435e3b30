package catalog

func (l *loader) head() {
	const file = "head.yaml"
	text, _ := l.read(file)
	head := &l.catalog.Head
	if text == nil {
		return
	}
	where, ok := l.decode(file, 1, text, head)
	if !ok {
		return
	}
	for name, labels := range map[string][]string{
		"form": head.Form, "version": head.Version, "reporter": head.Reporter, "code": head.Code, "receiver": head.Receiver,
		"period": head.Period, "measure": head.Measure, "deadline": head.Deadline, "letter": head.Letter, "nation": head.Nation,
	} {
		if len(labels) == 0 {
			l.problem(file, where.of(name), "%s: expected a label and its synonyms", name)
		}
	}
}
