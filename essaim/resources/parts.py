from django.http import Http404
from django.template.loader import render_to_string

from essaim.live.parts import EVERYONE, PERSON, Part, PartContext, topics
from essaim.resources.listing import listed
from essaim.resources.models import Resource, Thanks


def resources(context: PartContext) -> str:
    """The latest ones, and what to filter by; the rest is one press away."""
    return render_to_string("resources/_list.html", {"listing": listed(context.space)})


def mine(context: PartContext) -> str:
    """To whoever brought something: how many say thanks."""
    own = context.space.resources.filter(author=context.member)
    thanks = Thanks.objects.filter(resource__in=own, is_given=True).count()
    return render_to_string("resources/_mine.html", {"count": own.count(), "thanks": thanks})


def talk(context: PartContext) -> str:
    """Thanks and comments of one resource, as one person may act on them."""
    resource: Resource | None = context.space.resources.filter(pk=context.key).first()
    if resource is None:
        raise Http404
    member = context.member
    thanked = list(resource.thanks.filter(is_given=True, deleted_at=None).select_related("member__person"))
    comments = resource.comments.filter(deleted_at=None).select_related("author__person", "author__structure")
    page = {
        "resource": resource,
        "member": member,
        "is_own": resource.author_id == member.pk,
        "thanks": len(thanked),
        "has_thanked": any(said.member_id == member.pk for said in thanked),
        "names": [said.member.name for said in thanked],
        "comments": [(said, said.is_removed_by(member)) for said in comments],
    }
    return render_to_string("resources/_talk.html", page)


PARTS = [
    Part("resources", EVERYONE, topics("resources"), resources),
    Part("my-resources", PERSON, topics("mine"), mine),
    Part("resource-talk", PERSON, topics("resource:{}"), talk),
]
