package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"tonghop/pipeline"
	"tonghop/pipeline/deliver"
)

const deliveriesHelp = `List the messages to recipients and units, the newest first, each with what became of it:

  queued     not sent yet
  sending    on its way
  sent       taken by the mail server, or left in the outbox
  deferred   not taken yet; it is tried again
  failed     refused for good, or not taken for too long, with the server's words
  uncertain  cut off when the server may have had it; it is never sent again by itself
  dropped    somebody decided that it is not to be sent

The newest are printed, and by --json all. What failed or is uncertain waits for a person: tonghop deliveries resend, or drop.
Below them stands of what tonghop serve could make no message, and why; it is tried again.`

var deliveryStates = []pipeline.DeliveryState{pipeline.DeliveryQueued, pipeline.DeliverySending, pipeline.DeliverySent, pipeline.DeliveryDeferred, pipeline.DeliveryFailed,
	pipeline.DeliveryUncertain, pipeline.DeliveryDropped}

// mostDeliveries is how many messages are printed in a table: more than there are units.
const mostDeliveries = 100

func (a *app) deliveriesCommand() *cobra.Command {
	var state, kind string
	var filter pipeline.DeliveryFilter
	command := &cobra.Command{Use: "deliveries", Short: "List the messages, and what became of them", Long: deliveriesHelp, Args: cobra.NoArgs}
	flags := command.Flags()
	flags.StringVar(&state, "state", "", "only in this state: "+namesOf(deliveryStates))
	flags.StringVar(&kind, "kind", "", "only of this kind: "+namesOf(pipeline.DeliveryKinds))
	flags.StringVar(&filter.Subject, "subject", "", `only about this, such as "edition 17" or "submission 4711"`)
	flags.StringVar(&filter.Recipient, "recipient", "", "only to this address")
	command.RunE = a.action(func(ctx context.Context, _ []string) error {
		filter.State, filter.Kind = pipeline.DeliveryState(state), pipeline.DeliveryKind(kind)
		if state != "" && !slices.Contains(deliveryStates, filter.State) {
			return usage("--state %q: expected one of %s", state, namesOf(deliveryStates))
		}
		if kind != "" && !slices.Contains(pipeline.DeliveryKinds, filter.Kind) {
			return usage("--kind %q: expected one of %s", kind, namesOf(pipeline.DeliveryKinds))
		}
		return a.with(ctx, func(o *office) error {
			if !a.json {
				filter.Limit = mostDeliveries + 1
			}
			deliveries, err := o.warehouse.Deliveries(ctx, filter)
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(map[string]any{"deliveries": deliveries, "undelivered": o.Undelivered()})
			}
			a.printDeliveries(deliveries[:min(len(deliveries), mostDeliveries)])
			if len(deliveries) > mostDeliveries {
				fmt.Fprintf(a.out, "Not listed: those before the newest %d; narrow them down by --state or --subject, or --json has all\n", mostDeliveries)
			}
			for _, line := range o.Undelivered() {
				fmt.Fprintln(a.err, oneLine(line))
			}
			return nil
		})
	})
	command.AddCommand(a.resendCommand(), a.dropCommand())
	return command
}

func namesOf[T ~string](names []T) string {
	texts := make([]string, len(names))
	for i, name := range names {
		texts[i] = string(name)
	}
	return strings.Join(texts, ", ")
}

func (a *app) printDeliveries(deliveries []pipeline.Delivery) {
	var rows []table.Row
	for _, d := range deliveries {
		next := ""
		if d.State == pipeline.DeliveryDeferred {
			next = localTime(d.Next)
		}
		rows = append(rows, table.Row{int(d.ID), d.State, d.Kind, d.Subject, d.Unit, d.Recipient, d.Channel, d.Title, len(d.Attachments), localTime(d.Changed), d.Attempts, next, d.Words})
	}
	a.printTable(table.Row{"id", "state", "kind", "about", "unit", "recipient", "by", "title", "files", "since", "attempts", "next", "words"}, rows)
}

func (a *app) resendCommand() *cobra.Command {
	var to string
	command := &cobra.Command{
		Use:   "resend ID [--to ADDRESS]",
		Short: "Send a message again, to its recipient or to another address",
		Long: "Queue the message of a delivery anew, to its recipient or to another address; it is a delivery of its own. What is still to be sent, or on its way,\n" +
			"is not resent. Of what is uncertain the recipient may have the message already.",
		Args: cobra.ExactArgs(1),
	}
	command.Flags().StringVar(&to, "to", "", "another address")
	command.RunE = a.action(func(ctx context.Context, args []string) error {
		id, err := deliveryID(args[0])
		if err != nil {
			return err
		}
		return a.with(ctx, func(o *office) error {
			again, before, err := o.Resend(ctx, id, to, a.operator())
			if err != nil {
				return refusedAsUsage(err)
			}
			if before.State == pipeline.DeliveryUncertain && again.Recipient == before.Recipient {
				fmt.Fprintf(a.err, "delivery %d is uncertain: the server may have taken it, and then %s gets the message twice\n", id, oneLine(again.Recipient))
			}
			if a.json {
				return a.printJSON(again)
			}
			fmt.Fprintf(a.out, "delivery %d to %s is queued: %s\n", again.ID, oneLine(again.Recipient), oneLine(again.Title))
			return nil
		})
	})
	return command
}

func (a *app) dropCommand() *cobra.Command {
	var reason string
	command := &cobra.Command{
		Use:   "drop ID --reason TEXT",
		Short: "Decide that a message is not to be sent",
		Long:  "Decide that a message is not to be sent, or, of one that failed or is uncertain, that nothing more is to be done.",
		Args:  cobra.ExactArgs(1),
	}
	command.Flags().StringVar(&reason, "reason", "", "why; the journal keeps it")
	command.MarkFlagRequired("reason")
	command.RunE = a.action(func(ctx context.Context, args []string) error {
		id, err := deliveryID(args[0])
		if err != nil {
			return err
		}
		return a.with(ctx, func(o *office) error {
			d, err := o.DropDelivery(ctx, id, reason, a.operator())
			if err != nil {
				return refusedAsUsage(err)
			}
			if a.json {
				return a.printJSON(d)
			}
			fmt.Fprintf(a.out, "delivery %d to %s is dropped\n", d.ID, oneLine(d.Recipient))
			return nil
		})
	})
	return command
}

func deliveryID(text string) (int64, error) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, usage("%q is no delivery's id; tonghop deliveries lists them", text)
	}
	return id, nil
}

// outbox is the folder of what is left to be fetched.
func outbox(c *pipeline.Catalog, data string) deliver.Folder {
	return deliver.Folder{Dir: c.Config.Folders.Within(data).Outbox, Durable: true}
}

// carriers are those of the configuration.
func (o *office) carriers() map[pipeline.Channel]pipeline.Carrier {
	carriers := map[pipeline.Channel]pipeline.Carrier{pipeline.OutboxChannel: deliver.Outbox{Folder: outbox(o.Catalog, o.data)}}
	if mail := o.Catalog.Config.Mail; mail.Server != "" {
		carriers[pipeline.MailChannel] = deliver.NewMail(mail)
	}
	return carriers
}
