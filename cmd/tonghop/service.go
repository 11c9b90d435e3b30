package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/control"
	"tonghop/pipeline/metrics"
	"tonghop/pipeline/schedule"
)

// service is what tonghop serve does by itself, beside the commands that it carries out.
type service struct {
	*office
	app      *app
	metrics  *metrics.Metrics
	carriers map[pipeline.Channel]pipeline.Carrier
	arrived  chan struct{} // something may lie complete in the inbox
	settled  chan struct{} // there may be something to send
	answered answered

	conferences *conferenceFiles
	certificate *certificate // of the portal; nil for none of its own
	web         net.Listener // of metrics and health; nil for none

	portal         http.Handler
	portalListener net.Listener        // nil for none
	reception      *pipeline.Reception // of the portal
}

// newService makes a service of an open office. What an earlier process left in the middle is recorded as such.
func (a *app) newService(ctx context.Context, o *office) (*service, error) {
	s := &service{office: o, app: a, metrics: metrics.New(a.now), arrived: make(chan struct{}, 1), settled: make(chan struct{}, 1), carriers: o.carriers(),
		conferences: &conferenceFiles{data: o.data, catalog: o.Catalog}}
	err := errors.Join(os.MkdirAll(o.Catalog.Config.Folders.Within(o.data).Outbox, 0o700), o.inbox.Make(senders(o.Catalog, a.now)),
		o.warehouse.InterruptDeliveries(ctx, a.now()), o.warehouse.DeliverSince(ctx, a.now()))
	if err != nil {
		return s, err
	}
	if s.web, err = listenAt(ctx, o.Catalog.Config.Service.Listen); err != nil {
		return s, err
	}
	if s.portal, s.portalListener, err = s.newPortal(ctx); err != nil {
		return s, err
	}
	if ended := o.Catalog.EndedAddresses(pipeline.DayOf(a.now())); len(ended) > 0 {
		o.log.Warn(endedAddresses+": write them under the units of today in service.addresses", "units", strings.Join(ended, ", "))
	}
	o.scheduler, err = a.newScheduler(ctx, o)
	return s, err
}

// closeWeb gives its addresses back, of a service that was not run.
func (s *service) closeWeb() error {
	var err error
	for _, listener := range []net.Listener{s.web, s.portalListener} {
		if listener != nil {
			err = errors.Join(err, listener.Close())
		}
	}
	return err
}

// logger writes the log to where errors go: of a service all of it, of a command what went wrong.
func (a *app) logger(format string) *slog.Logger {
	options := &slog.HandlerOptions{Level: slog.LevelError}
	if a.serving {
		options.Level = slog.LevelInfo
	}
	if format == "json" {
		return slog.New(slog.NewJSONHandler(a.err, options))
	}
	return slog.New(slog.NewTextHandler(a.err, options))
}

// errStillAtWork says that a part did not end when it was told to.
var errStillAtWork = fmt.Errorf("not everything ended within %v: what was going on is taken up at the next start", stopTime)

// stopTime is how long the parts of the service have to end: somebody waits, and kills it after 10 seconds.
const stopTime = 9 * time.Second

// run does everything until the context ends, or a part fails, which ends the others.
func (s *service) run(ctx context.Context, hello control.Hello, listener *control.Listener) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	parts := []func(context.Context) error{
		func(ctx context.Context) error { return s.commands(hello).Serve(ctx, listener) },
		func(ctx context.Context) error { s.scheduler.Run(ctx); return nil },
		func(ctx context.Context) error { s.inbox.Watch(ctx, func() { wake(s.arrived) }); return nil },
		s.watchInbox, s.settleUploads, s.sendOut, s.count,
		func(ctx context.Context) error {
			return answerHTTP(ctx, s.web, s.metrics, s.answered.check(s.Now))
		},
		func(ctx context.Context) error { return s.answerPortal(ctx, s.portal, s.portalListener) },
	}
	ended := make(chan error, len(parts))
	var running sync.WaitGroup
	for _, part := range parts {
		running.Go(func() {
			err := part(ctx)
			if err != nil {
				stop()
			}
			ended <- err
		})
	}
	all := make(chan struct{})
	go func() { running.Wait(); close(all) }()
	<-ctx.Done()
	s.log.Info("tonghop serve ends")
	select {
	case <-all:
	case <-time.After(stopTime):
		return errStillAtWork
	}
	close(ended)
	var err error
	for failed := range ended {
		err = errors.Join(err, failed)
	}
	return err
}

// wake tells whoever waits, unless that was told already.
func wake(waiting chan struct{}) {
	select {
	case waiting <- struct{}{}:
	default:
	}
}

// busy is how long to wait for a job that goes on already.
const busy = 2 * time.Second

// watchInbox runs the job intake when something may lie complete in the inbox.
func (s *service) watchInbox(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-s.arrived:
		}
		_, began, err := s.scheduler.Once(ctx, pipeline.Occasion{Job: pipeline.IntakeJob, Due: s.Now()}, inboxBy)
		if err != nil && ctx.Err() == nil {
			s.log.Error("intake", "error", err)
		}
		wake(s.settled)
		if !began && schedule.Wait(ctx, busy) == nil {
			wake(s.arrived)
		}
	}
}

// inboxBy is who runs the job intake when a file came in.
const inboxBy = "inbox"

// sendTime is how long what nobody told of waits to be sent.
const sendTime = 15 * time.Second

// sendOut queues what has a message for somebody, and sends what is due. What goes wrong again and again is logged when it begins, and when it is otherwise.
func (s *service) sendOut(ctx context.Context) error {
	said := ""
	for {
		queued, notQueued := s.QueueUndelivered(ctx)
		sent, notSent := s.SendDue(ctx, s.carriers)
		for _, did := range []string{queued, sent} {
			if did != "" {
				s.log.Info("deliveries", "did", did)
			}
		}
		wrong := ""
		if err := errors.Join(notQueued, notSent); err != nil {
			wrong = err.Error()
		}
		switch {
		case wrong == said || ctx.Err() != nil:
		case wrong == "":
			s.log.Info("deliveries are well again")
		default:
			s.log.Error("deliveries", "error", wrong)
		}
		said = wrong
		select {
		case <-ctx.Done():
			return nil
		case <-s.settled:
		case <-time.After(sendTime):
		}
	}
}

// commands carries out what is typed, with the conferences as they are now.
func (s *service) commands(hello control.Hello) *control.Server {
	return &control.Server{Hello: hello, Log: s.log, Do: func(ctx context.Context, c control.Command) int {
		carried := &app{streams: streams{out: c.Out, err: c.Err, bar: c.Bar, terminal: c.Terminal}, files: c.Files, uid: c.UID, office: s.office, now: s.app.now}
		if err := s.conferences.Reload(); err != nil {
			fmt.Fprintln(c.Err, "tonghop:", err)
			return exitUsage
		}
		defer wake(s.settled)
		return carried.run(ctx, c.Args)
	}}
}
