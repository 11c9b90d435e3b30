package duck

import (
	"time"

	"tonghop/pipeline"
)

// causesOut makes causes a list of structs for the appender.
func causesOut(causes []pipeline.Cause) []map[string]any {
	out := make([]map[string]any, len(causes))
	for i, c := range causes {
		out[i] = map[string]any{"code": c.Code, "sentence": c.Sentence}
	}
	return out
}

// causesOf reads the column causes.
func causesOf(value any) []pipeline.Cause {
	list, _ := value.([]any)
	var causes []pipeline.Cause
	for _, element := range list {
		fields, _ := element.(map[string]any)
		code, _ := fields["code"].(string)
		sentence, _ := fields["sentence"].(string)
		causes = append(causes, pipeline.Cause{Code: code, Sentence: sentence})
	}
	return causes
}

// waiverOf reads the column waiver of judged_finding; nil where there is none.
func waiverOf(value any) *pipeline.Waiver {
	fields, ok := value.(map[string]any)
	if !ok {
		return nil
	}
	text := func(name string) string { s, _ := fields[name].(string); return s }
	id, _ := fields["id"].(int64)
	made, _ := fields["made"].(time.Time)
	waiver := &pipeline.Waiver{ID: id, By: text("who"), Unit: text("unit"), Reason: text("reason"), At: made.UTC()}
	until, _ := fields["until"].(time.Time)
	waiver.Until = untilOf(until)
	return waiver
}

// untilOf reads a last day; nil is still there.
func untilOf(day time.Time) *time.Time {
	if !day.Before(lastDay) {
		return nil
	}
	return &day
}
