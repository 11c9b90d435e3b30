package pipeline

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"tonghop/pipeline/vi"
)

// How long a delivery waits that was not taken: a minute, then twice as long each time, up to an hour.
const (
	firstWait   = time.Minute
	longestWait = time.Hour
)

// recordTime bounds how long it may take to record what became of a message when the program is to end.
const recordTime = 4 * time.Second

// sendAtOnce is how many deliveries are held in memory.
const sendAtOnce = 200

// SendDue sends what is queued, or was deferred until now, one after the other, and says in one line what became of it, "" of nothing. A carrier that takes nothing now is left alone
// for this time. It ends with its context; what was not begun stays as it is. An error says that something could not be recorded: it is
// recorded by the next SendDue, before anything else.
func (p *Pipeline) SendDue(ctx context.Context, carriers map[Channel]Carrier) (did string, err error) {
	p.sending.Lock()
	defer p.sending.Unlock()
	s := sender{p: p, carriers: carriers, down: map[Channel]bool{}, counts: map[DeliveryState]int{}}
	err = s.send(ctx)
	return s.did(), err
}

// sender is one run of SendDue.
type sender struct {
	p        *Pipeline
	carriers map[Channel]Carrier
	down     map[Channel]bool // take nothing now
	counts   map[DeliveryState]int
}

// moved is what became of a delivery that was in the state from.
type moved struct {
	Delivery
	from DeliveryState
}

func (s *sender) send(ctx context.Context) error {
	for len(s.p.unrecorded) > 0 {
		if err := s.p.Deliveries.MoveDelivery(ctx, s.p.unrecorded[0].Delivery, s.p.unrecorded[0].from); err != nil && !isDecided(err) {
			return err
		}
		s.p.unrecorded = s.p.unrecorded[1:]
	}
	for {
		next, err := s.p.Deliveries.NextDeliveries(ctx, s.p.Now(), sendAtOnce)
		if err != nil {
			return err
		}
		attempted := false
		for _, d := range next {
			if s.down[d.Channel] {
				continue
			}
			attempted = true
			if err := errors.Join(ctx.Err(), s.attempt(ctx, d)); err != nil {
				return err
			}
		}
		if !attempted {
			return nil
		}
	}
}

// attempt carries a delivery, and records what became of it.
func (s *sender) attempt(ctx context.Context, d Delivery) error {
	from := d.State
	d.Attempts++
	var unrecorded error
	words, err := s.carry(ctx, d, func() error {
		d.State, d.Next, d.Changed = DeliverySending, s.p.Now(), s.p.Now()
		if unrecorded = s.move(ctx, moved{d, from}); unrecorded == nil {
			from = DeliverySending
		}
		return unrecorded
	})
	switch {
	case isDecided(unrecorded): // somebody dropped it meanwhile
		return nil
	case unrecorded != nil:
		return unrecorded
	case ctx.Err() != nil && err != nil && from != DeliverySending: // the program ends, which is no attempt
		return ctx.Err()
	}
	s.settle(&d, words, err, from == DeliverySending)
	s.counts[d.State]++
	return s.record(ctx, moved{d, from})
}

func (s *sender) carry(ctx context.Context, d Delivery, sending func() error) (words string, err error) {
	carrier, ok := s.carriers[d.Channel]
	if !ok {
		return "", &CarryError{State: DeliveryDeferred, Down: true, Words: "nothing is configured that carries " + string(d.Channel)}
	}
	attachments := make([][]byte, len(d.Attachments))
	for i, file := range d.Attachments {
		if attachments[i], err = s.p.Archive.Kept(file.SHA256); err != nil {
			return "", &CarryError{State: DeliveryDeferred, Words: fmt.Sprintf("%s cannot be attached: %v", file.Name, err)}
		}
	}
	return carrier.Carry(ctx, d, attachments, sending)
}

// settle says what became of a delivery: begun is whether its message may have left.
func (s *sender) settle(d *Delivery, words string, err error, begun bool) {
	now := s.p.Now()
	failure := new(CarryError)
	switch {
	case err == nil:
		failure = &CarryError{State: DeliverySent, Words: words}
	case !errors.As(err, &failure) && begun:
		failure = &CarryError{State: DeliveryUncertain, Words: err.Error()}
	case !errors.As(err, &failure):
		failure = &CarryError{State: DeliveryDeferred, Words: err.Error()}
	}
	d.State, d.Words, d.Next, d.Changed = failure.State, vi.SingleSpaced(failure.Words), now, now
	s.down[d.Channel] = s.down[d.Channel] || failure.Down
	if d.State != DeliveryDeferred {
		return
	}
	if waited(d.Attempts) >= s.p.Catalog.Config.Mail.GiveUp {
		d.State, d.Words = DeliveryFailed, fmt.Sprintf("given up after %d attempts: %s", d.Attempts, d.Words)
		return
	}
	d.Next = now.Add(wait(d.Attempts))
}

// wait is how long a delivery waits after so many attempts.
func wait(attempts int) time.Duration {
	if attempts > 6 {
		return longestWait
	}
	return min(firstWait<<(attempts-1), longestWait)
}

// waited is how long a delivery has waited between its attempts. The time in which nothing was tried, for the program was down, is not counted.
func waited(attempts int) (sum time.Duration) {
	for n := 1; n < attempts; n++ {
		sum += wait(n)
	}
	return sum
}

// record records what became of a message.
func (s *sender) record(ctx context.Context, m moved) error {
	err := s.move(ctx, m)
	if err == nil || isDecided(err) {
		return nil
	}
	s.p.unrecorded = append(s.p.unrecorded, m)
	return fmt.Errorf("delivery %d is %s, which could not be recorded: %w", m.ID, m.State, err)
}

// move records a state, or does not, also when the program is to end.
func (s *sender) move(ctx context.Context, m moved) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), recordTime)
	defer cancel()
	return s.p.Deliveries.MoveDelivery(ctx, m.Delivery, m.from)
}

// isDecided tells whether a delivery is no longer in the state that it was in: somebody decided about it.
func isDecided(err error) bool {
	var decided *DecisionError
	return errors.As(err, &decided)
}

func (s *sender) did() string {
	var texts []string
	for _, state := range []DeliveryState{DeliverySent, DeliveryDeferred, DeliveryFailed, DeliveryUncertain} {
		if n := s.counts[state]; n > 0 {
			texts = append(texts, fmt.Sprintf("%d %s", n, state))
		}
	}
	return strings.Join(texts, ", ")
}
