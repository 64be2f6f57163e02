"""A policy of a bucket that denies is obeyed. LocalStack keeps it, and lets everyone do all the same.

Known are statements that deny actions on objects to everyone, without a condition. Who has the
access key `replication` writes replicas, which to S3 are other actions.
"""

import json
from fnmatch import fnmatchcase

from localstack.aws import handlers
from localstack.aws.api.s3 import AccessDenied
from localstack.services.s3.models import s3_stores
from localstack.utils.aws.request_context import extract_access_key_id_from_auth_header

ACTIONS = {
    "PutObject": "s3:PutObject",
    "CopyObject": "s3:PutObject",
    "CreateMultipartUpload": "s3:PutObject",
    "UploadPart": "s3:PutObject",
    "UploadPartCopy": "s3:PutObject",
    "CompleteMultipartUpload": "s3:PutObject",
    "DeleteObject": "s3:DeleteObject",
    "DeleteObjects": "s3:DeleteObject",
}
OF_A_VERSION = {"s3:DeleteObject": "s3:DeleteObjectVersion"}
OF_A_REPLICA = {"s3:PutObject": "s3:ReplicateObject", "s3:DeleteObject": "s3:ReplicateDelete"}


def obey():
    handlers.serve_custom_service_request_handlers.append(refuse)


def refuse(_chain, context, _response):
    if context.service.service_name != "s3" or context.operation.name not in ACTIONS:
        return
    request = context.service_request
    bucket = s3_stores[context.account_id][context.region].buckets.get(request["Bucket"])
    if not bucket or not bucket.policy:
        return
    statements = listed(json.loads(bucket.policy), "Statement")
    named = [request] if "Key" in request else request["Delete"]["Objects"]
    for one in named:
        action = action_of(context, one)
        resource = f"arn:aws:s3:::{request['Bucket']}/{one['Key']}"
        if any(denies(each, action, resource) for each in statements):
            raise AccessDenied("Access Denied")


def action_of(context, request):
    action = ACTIONS[context.operation.name]
    if extract_access_key_id_from_auth_header(context.request.headers) == "replication":
        return OF_A_REPLICA[action]
    return OF_A_VERSION.get(action, action) if request.get("VersionId") else action


def denies(statement, action, resource):
    everyone = statement.get("Principal") in ("*", {"AWS": "*"})
    return (
        statement.get("Effect") == "Deny"
        and everyone
        and "Condition" not in statement
        and any(fnmatchcase(action.lower(), each.lower()) for each in listed(statement, "Action"))
        and any(fnmatchcase(resource, each) for each in listed(statement, "Resource"))
    )


def listed(of, name):
    found = of.get(name, [])
    return found if isinstance(found, list) else [found]
