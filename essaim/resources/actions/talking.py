"""What is said of a resource: thanks, comments."""

from uuid import UUID

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.resources.actions.sharing import TOPIC, topic
from essaim.resources.models import Comment, Resource, Thanks
from essaim.spaces.changes import change, to_member
from essaim.spaces.models import Member


def thank(resource: Resource, member: Member, *, is_given: bool) -> None:
    """Say « merci », or take it back; said twice it counts once. Nobody thanks themselves."""
    if member.pk == resource.author_id:
        raise Refused(_("C’est vous qui l’avez apportée : merci à vous !"), code="own")
    with change(resource.space, by=member) as journal:
        identity = Thanks.identity(resource, member)
        told = [TOPIC, topic(resource), *([to_member("mine", resource.author)] if resource.author else [])]
        said = Thanks.objects.filter(pk=identity).first()
        if said is not None:
            journal.edit(said, "resource.thanked", *told, is_given=is_given)
        elif is_given:
            thanks = Thanks(id=identity, space=resource.space, resource=resource, member=member)
            journal.add(thanks, "resource.thanked", *told)


def comment(resource: Resource, member: Member, text: str, *, input_id: UUID) -> Comment:
    with change(resource.space, by=member) as journal:
        said = Comment(id=input_id, space=resource.space, resource=resource, author=member, text=text.strip())
        return journal.add(said, "resource.commented", TOPIC, topic(resource))


def withdraw(said: Comment, member: Member) -> None:
    """Take a comment away: whoever wrote it, and the team."""
    if not said.is_removed_by(member):
        raise Refused(_("Seule la personne qui l’a écrit, ou l’équipe d’animation, peut le retirer."), code="not_yours")
    with change(said.space, by=member) as journal:
        journal.remove(said, "resource.comment_removed", TOPIC, topic(said.resource))
