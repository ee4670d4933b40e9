"""The controllers of KServe, Knative and KubeRay, run against a real Kubernetes API on loopback."""
