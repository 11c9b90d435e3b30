package portal

import (
	"context"
	"crypto/rand"
	"errors"
	"sync"
	"time"
)

// workTime is how long a report or a pack may take to be made.
const workTime = 5 * time.Minute

// onceTime is for how long it is known that a form was sent.
const onceTime = 24 * time.Hour

// works carries out what takes seconds, one after the other: each takes the warehouse and both cores.
type works struct {
	mu   sync.Mutex
	done map[string]time.Time // the forms that were sent, by the key that each bears
}

// errDone says that a form was sent before, and what it asks for is done.
var errDone = errors.New("done before")

// newKey is what a form bears, so that it is carried out once however often it is sent.
func newKey() string { return rand.Text() }

// wasSent tells whether the form was sent before, and what it asks for is done; it waits for what goes on.
func (p *Portal) wasSent(v *visit) bool {
	return errors.Is(p.once(v, func(context.Context) error { return errOther }), errDone)
}

// errOther leaves a form as one that was not sent.
var errOther = errors.New("not now")

// once does what a form asks for unless that was done: the same form sent again waits until it is. It goes on where whoever asked is gone, for a
// browser that sends a form twice drops the first request.
func (p *Portal) once(v *visit, do func(ctx context.Context) error) error {
	key := v.r.PostFormValue("once")
	if key == "" {
		return errDone // not a form of ours
	}
	key = v.account.Login + " " + key
	p.works.mu.Lock()
	defer p.works.mu.Unlock()
	now := p.now()
	for other, at := range p.works.done {
		if now.Sub(at) > onceTime {
			delete(p.works.done, other)
		}
	}
	if _, is := p.works.done[key]; is {
		return errDone
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(v.r.Context()), workTime)
	defer cancel()
	if p.works.done == nil {
		p.works.done = map[string]time.Time{}
	}
	if err := do(ctx); err != nil {
		return err
	}
	p.works.done[key] = now
	return nil
}
