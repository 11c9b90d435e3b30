package portal

import (
	"context"
	"errors"
	"net/http"
	"net/mail"
	"slices"
	"strconv"
	"strings"

	"tonghop/pipeline"
)

var deliveryRoutes = []route{
	{"GET /deliveries", readers, (*Portal).deliveriesPage},
	{"GET /deliveries/{delivery}", readers, (*Portal).deliveryPage},
	{"POST /deliveries/{delivery}/resend", departments, (*Portal).resend},
	{"POST /deliveries/{delivery}/drop", departments, (*Portal).drop},
}

// mostDeliveries is how many messages the page lists.
const mostDeliveries = 200

// deliveryStates are what the list can be narrowed down to; those that wait for a person come first.
var deliveryStates = []pipeline.DeliveryState{pipeline.DeliveryFailed, pipeline.DeliveryUncertain, pipeline.DeliveryDeferred, pipeline.DeliveryQueued, pipeline.DeliverySending,
	pipeline.DeliverySent, pipeline.DeliveryDropped}

// The states of what can be sent again, and of what can be dropped, as the pipeline has them.
var (
	resendable = []pipeline.DeliveryState{pipeline.DeliverySent, pipeline.DeliveryFailed, pipeline.DeliveryUncertain, pipeline.DeliveryDropped}
	droppable  = []pipeline.DeliveryState{pipeline.DeliveryQueued, pipeline.DeliveryDeferred, pipeline.DeliveryFailed, pipeline.DeliveryUncertain}
)

// deliveryShown is a message as its page shows it.
type deliveryShown struct {
	pipeline.Delivery
	About           string // the unit's name
	Resend, Drop    bool
	Mail            bool // it has an address
	Once, To, Wrong string
}

// deliveriesPage lists messages, the newest first.
func (p *Portal) deliveriesPage(v *visit) error {
	state := pipeline.DeliveryState(v.r.URL.Query().Get("state"))
	if !slices.Contains(deliveryStates, state) {
		state = ""
	}
	found, err := p.Records.Deliveries(v.r.Context(), pipeline.DeliveryFilter{State: state, Limit: mostDeliveries + 1})
	if err != nil {
		return err
	}
	shown := make([]deliveryShown, min(len(found), mostDeliveries))
	for i := range shown {
		shown[i] = p.deliveryShown(v, found[i])
	}
	return p.show(v, "deliveries", map[string]any{"State": string(state), "States": deliveryStates, "Deliveries": shown, "More": len(found) > mostDeliveries, "Most": mostDeliveries})
}

func (p *Portal) deliveryShown(v *visit, d pipeline.Delivery) deliveryShown {
	unit, _ := p.Pipeline.Catalog.Geography.Unit(d.Unit)
	may := v.account.Is(departments...)
	return deliveryShown{Delivery: d, About: unit.Name, Resend: may && slices.Contains(resendable, d.State), Drop: may && slices.Contains(droppable, d.State),
		Mail: d.Channel == pipeline.MailChannel, Once: newKey()}
}

// delivery is the message that the path names.
func (p *Portal) delivery(v *visit) (pipeline.Delivery, error) {
	id, err := strconv.ParseInt(v.r.PathValue("delivery"), 10, 64)
	if err != nil {
		return pipeline.Delivery{}, errNotFound
	}
	d, ok, err := p.Records.Delivery(v.r.Context(), id)
	if err == nil && !ok {
		err = errNotFound
	}
	return d, err
}

func (p *Portal) deliveryPage(v *visit) error {
	d, err := p.delivery(v)
	if err != nil {
		return err
	}
	return p.show(v, "delivery", p.deliveryShown(v, d))
}

// resend queues a message anew, to its recipient or to another address.
func (p *Portal) resend(v *visit) error {
	d, err := p.delivery(v)
	if err != nil {
		return err
	}
	to := strings.TrimSpace(v.r.PostFormValue("to"))
	if _, err := mail.ParseAddress(to); to != "" && (err != nil || d.Channel != pipeline.MailChannel) {
		return p.deliveryAgain(v, d, http.StatusUnprocessableEntity, "address")
	}
	var again pipeline.Delivery
	err = p.once(v, func(ctx context.Context) error {
		again, _, err = p.Pipeline.Resend(ctx, d.ID, to, v.account.Login)
		return err
	})
	if err == nil {
		d.ID = again.ID
	}
	return p.decided(v, d, err, "portal-resent")
}

// drop decides that a message is not to be sent, or sent again.
func (p *Portal) drop(v *visit) error {
	d, err := p.delivery(v)
	if err != nil {
		return err
	}
	reason := strings.TrimSpace(v.r.PostFormValue("reason"))
	if reason == "" {
		return p.deliveryAgain(v, d, http.StatusUnprocessableEntity, "reason")
	}
	err = p.once(v, func(ctx context.Context) error {
		_, err := p.Pipeline.DropDelivery(ctx, d.ID, reason, v.account.Login)
		return err
	})
	return p.decided(v, d, err, "portal-dropped")
}

// decided answers what was decided about a message.
func (p *Portal) decided(v *visit, d pipeline.Delivery, err error, said string) error {
	var refused *pipeline.DecisionError
	switch {
	case errors.As(err, &refused):
		p.Log.Warn("portal", "delivery", d.ID, "refused", refused.Reason)
		if d, err = p.delivery(v); err != nil {
			return err
		}
		return p.deliveryAgain(v, d, http.StatusConflict, "refused")
	case err == nil:
		p.Settled()
		p.flash(v, p.Pipeline.Catalog.Words[said])
	case !errors.Is(err, errDone):
		return err
	}
	return goTo(v, "/deliveries/"+strconv.FormatInt(d.ID, 10))
}

// deliveryAgain shows a message once more, with what is wrong with what was entered.
func (p *Portal) deliveryAgain(v *visit, d pipeline.Delivery, status int, wrong string) error {
	shown := p.deliveryShown(v, d)
	shown.Wrong, shown.To = wrong, v.r.PostFormValue("to")
	return p.showAs(v, status, "delivery", shown)
}
