package deliver

import (
	"context"
	"fmt"
	"io"
	"path"

	"tonghop/pipeline"
)

// Outbox is a carrier into a folder: attachments under their names, and the message in the folder of its recipient. Doing it twice is the same as once, so nothing
// is ever uncertain.
type Outbox struct{ Folder Folder }

// Carry writes the files of a delivery.
func (o Outbox) Carry(_ context.Context, d pipeline.Delivery, attachments [][]byte, _ func() error) (string, error) {
	if len(attachments) != len(d.Attachments) {
		return "", fmt.Errorf("%d attachments are there, and %d are named", len(attachments), len(d.Attachments))
	}
	var last string
	for i, file := range d.Attachments {
		where, err := o.put(file.Name, attachments[i])
		if err != nil {
			return "", err
		}
		last = path.Dir(where)
	}
	if d.Text == "" {
		return last, nil
	}
	name, text := fmt.Sprintf("%d-%s", d.ID, d.Kind), d.HTML
	if text != "" {
		name += ".html"
	} else {
		name, text = name+".txt", d.Text
	}
	return o.put(path.Join(d.Recipient, name), []byte(text))
}

func (o Outbox) put(name string, data []byte) (string, error) {
	where, err := o.Folder.Deliver(name, func(w io.Writer) error { _, err := w.Write(data); return err })
	if err != nil {
		return "", &pipeline.CarryError{State: pipeline.DeliveryDeferred, Down: true, Words: oneLine(err.Error())}
	}
	return where, nil
}
