package main

import (
	"context"
	"crypto/tls"
	"errors"
	"io/fs"
	"net"
	"net/http"
	"path/filepath"
	"time"

	"tonghop/pipeline"
	"tonghop/pipeline/catalog"
	"tonghop/pipeline/deliver"
	"tonghop/pipeline/excel"
	"tonghop/pipeline/portal"
	"tonghop/pipeline/scan"
	"tonghop/templates"
)

// The bounds of a request to the portal. A workbook comes over a slow line; who sends it is told of it within its own bounds.
const (
	headTime = 10 * time.Second
	idleTime = 2 * time.Minute
)

// newPortal makes the portal and takes its address; nil, nil where there is none.
func (s *service) newPortal(ctx context.Context) (http.Handler, net.Listener, error) {
	config := s.Catalog.Config.Service.Portal
	if config.Listen == "" {
		return nil, nil, nil
	}
	if config.Certificate != "" {
		var err error
		if s.certificate, err = openCertificate(config.Certificate, config.Key, s.log); err != nil {
			return nil, nil, usage("service.portal.certificate: %v; give the files of a certificate and of its key", err)
		}
	}
	files, err := fs.Sub(catalog.Overlay(filepath.Join(s.data, "templates"), templates.FS), "portal")
	if err != nil {
		return nil, nil, err
	}
	if s.beside, err = s.warehouse.Beside(ctx); err != nil {
		return nil, nil, err
	}
	s.reception = pipeline.NewReception(&s.Pipeline, s.beside, func() { wake(s.settled) })
	if config.Scan != "" {
		s.reception.Scanner = scan.New(config.Scan)
	}
	p, err := portal.New(portal.Office{Pipeline: &s.Pipeline, Records: s.beside, Reception: s.reception, Blank: excel.WriteForm, Files: files, Config: config,
		Log: s.log, Settled: func() { wake(s.settled) },
		Drafts: deliver.Folder{Dir: s.draftsFolder(), Private: true},
		Jobs:   s.portalJobs(ctx), Conferences: s.conferences})
	if err != nil {
		return nil, nil, err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", config.Listen)
	if err != nil {
		return nil, nil, usage("service.portal.listen: %v; end what uses the address, or set another, or none", err)
	}
	return p, listener, nil
}

// portalJobs are the jobs as the portal shows and runs them; what it runs ends with the service.
func (s *service) portalJobs(ctx context.Context) portal.Jobs {
	return portal.Jobs{
		Standing: func(ctx context.Context) ([]portal.JobStanding, error) {
			jobs, err := s.app.jobs(ctx, s.Catalog, s.beside)
			standing := make([]portal.JobStanding, len(jobs))
			for i, job := range jobs {
				standing[i] = portal.JobStanding(job)
			}
			return standing, err
		},
		Run: func(job pipeline.Job, by string) (pipeline.JobRun, bool, error) {
			defer wake(s.settled)
			return s.scheduler.Once(ctx, pipeline.Occasion{Job: job, Due: s.Now()}, by)
		},
	}
}

// answerPortal answers what people ask the portal for until the context ends.
func (s *service) answerPortal(ctx context.Context, handler http.Handler, listener net.Listener) error {
	if listener == nil {
		return nil
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: headTime, IdleTimeout: idleTime, MaxHeaderBytes: requestBytes,
		BaseContext: func(net.Listener) context.Context { return ctx }}
	defer context.AfterFunc(ctx, func() { server.Close() })()
	serve := func() error { return server.Serve(listener) }
	if s.certificate != nil {
		server.TLSConfig = &tls.Config{GetCertificate: s.certificate.get}
		serve = func() error { return server.ServeTLS(listener, "", "") }
	}
	if err := serve(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// settleUploads settles what is uploaded until the context ends.
func (s *service) settleUploads(ctx context.Context) error {
	if s.reception != nil {
		s.reception.Run(ctx, func(err error) { s.log.Error("uploads", "error", err) })
	}
	return nil
}
