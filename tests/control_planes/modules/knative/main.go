// Starts Knative Serving's controllers and its autoscaler in one program.
//
// Their own programs both listen on port 8080 for probes and statistics, so they cannot run beside
// each other on one machine. Everything that reconciles an object comes from Knative's module; here
// it is put together without those two servers.
package main

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.uber.org/zap"
	podinformer "knative.dev/pkg/client/injection/kube/informers/core/v1/pod/filtered"
	filtered "knative.dev/pkg/client/injection/kube/informers/factory/filtered"
	"knative.dev/pkg/configmap"
	"knative.dev/pkg/controller"
	"knative.dev/pkg/injection"
	"knative.dev/pkg/injection/sharedmain"
	"knative.dev/pkg/logging"
	"knative.dev/pkg/signals"

	networking "knative.dev/networking/pkg/config"
	"knative.dev/serving/pkg/apis/autoscaling/v1alpha1"
	"knative.dev/serving/pkg/apis/serving"
	"knative.dev/serving/pkg/autoscaler/metrics"
	"knative.dev/serving/pkg/autoscaler/scaling"
	"knative.dev/serving/pkg/reconciler/autoscaling/kpa"
	"knative.dev/serving/pkg/reconciler/configuration"
	"knative.dev/serving/pkg/reconciler/gc"
	"knative.dev/serving/pkg/reconciler/labeler"
	"knative.dev/serving/pkg/reconciler/metric"
	"knative.dev/serving/pkg/reconciler/revision"
	"knative.dev/serving/pkg/reconciler/route"
	"knative.dev/serving/pkg/reconciler/serverlessservice"
	"knative.dev/serving/pkg/reconciler/service"
	"knative.dev/serving/pkg/resources"
)

func main() {
	ctx := filtered.WithSelectors(signals.NewContext(), serving.RevisionUID)
	scales := &autoscaler{}
	ctx = sharedmain.WithHADisabled(sharedmain.WithHealthProbesDisabled(ctx))
	sharedmain.MainWithConfig(ctx, "controller", injection.ParseAndGetRESTConfigOrDie(),
		configuration.NewController,
		gc.NewController,
		labeler.NewController,
		revision.NewController,
		route.NewController,
		serverlessservice.NewController,
		service.NewController,
		scales.scaler,
		scales.metric,
	)
}

// The scaler decides from what the collector has seen, so both controllers share one.
type autoscaler struct{ shared *metrics.MetricCollector }

func (a *autoscaler) collector(ctx context.Context) *metrics.MetricCollector {
	if a.shared == nil {
		lister := podinformer.Get(ctx, serving.RevisionUID).Lister()
		scraper := func(of *v1alpha1.Metric, logger *zap.SugaredLogger) (metrics.StatsScraper, error) {
			if of.Spec.ScrapeTarget == "" {
				return nil, nil
			}
			name := of.Labels[serving.RevisionLabelKey]
			pods := resources.NewPodAccessor(lister, of.Namespace, name)
			mode := networking.MeshCompatibilityModeAuto
			return metrics.NewStatsScraper(of, name, pods, false, mode, logger, otel.GetMeterProvider()), nil
		}
		a.shared = metrics.NewMetricCollector(scraper, logging.FromContext(ctx))
	}
	return a.shared
}

func (a *autoscaler) scaler(ctx context.Context, watcher configmap.Watcher) *controller.Impl {
	lister := podinformer.Get(ctx, serving.RevisionUID).Lister()
	decide := func(of *scaling.Decider) (scaling.UniScaler, error) {
		pods := resources.NewPodAccessor(lister, of.Namespace, of.Labels[serving.RevisionLabelKey])
		none := attribute.NewSet()
		return scaling.New(
			none, otel.GetMeterProvider(), of.Namespace, of.Name, a.collector(ctx), pods, &of.Spec,
		), nil
	}
	deciders := scaling.NewMultiScaler(ctx.Done(), decide, logging.FromContext(ctx))
	return kpa.NewController(ctx, watcher, deciders)
}

func (a *autoscaler) metric(ctx context.Context, watcher configmap.Watcher) *controller.Impl {
	return metric.NewController(ctx, watcher, a.collector(ctx))
}
