"""What the directory plugs into the hub."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.duties import begin_chain
from peerhub.core.events import (
    BelongingAsked,
    ClaimDecided,
    ClaimMade,
    ClaimRipe,
    ConfirmAsked,
    ContactWritten,
    CorrectionAnswered,
    CorrectionMade,
    DirectoryLetterDue,
    DirectorySwept,
    NetworkAsked,
    NetworkDeclined,
    NetworkInvited,
    NetworkJoined,
    OrganisationListed,
)
from peerhub.core.hub import Hub
from peerhub.core.words import _
from peerhub.directory import access, api, reactions
from peerhub.directory.attached import OrganisationAttached
from peerhub.directory.moderated import ContactModerated, OrganisationModerated
from peerhub.directory.personal import PersonalDirectory
from peerhub.directory.portable import portable
from peerhub.directory.searchable import MEMBERS, STRANGERS, OrganisationsSearchable
from peerhub.directory.views import (
    belonging,
    by_letter,
    claiming,
    contacts,
    correcting,
    deciding,
    editing,
    finding,
    following,
    helping,
    joining,
    keeping,
    logos,
    looking_back,
    networks,
    open_data,
    partners,
)
from peerhub.web.feature import AdminLink, Feature, NavItem, form, page

BASE = "/directory"
PAGE = f"{BASE}/{{slug}}"
CLAIM = f"{PAGE}/claims/{{claim_id}}"
LETTER = f"{PAGE}/confirm/{{until}}/{{sign}}"
NETWORKS = "/networks"
NETWORK = f"{NETWORKS}/{{slug}}"
BELONGS = "/belongs/{kind}/{key}"
STOP = "/following/stop/{person_id}/{sign}"
CONTACT = "/contact/{contact_id}"
TO_DECIDE = "/admin/claims/{claim_id}"
OPEN = [
    ("/", open_data.show_feed, "feed"),
    ("/services", open_data.list_services, "services"),
    ("/services/{id}", open_data.show_service, "service"),
    ("/taxonomies", open_data.list_taxonomies, "taxonomies"),
    ("/taxonomies/{id}", open_data.show_taxonomy, "taxonomy"),
    ("/taxonomy_terms", open_data.list_taxonomy_terms, "taxonomy_terms"),
    ("/taxonomy_terms/{id}", open_data.show_taxonomy_term, "taxonomy_term"),
    ("/service_at_locations", open_data.list_service_at_locations, "service_at_locations"),
    ("/service_at_locations/{id}", open_data.show_service_at_location, "service_at_location"),
    ("/organizations", open_data.list_organizations, "organizations"),
    ("/organizations/{id}", open_data.show_organization, "organization"),
]  # fmt: skip


async def nav(db: AsyncConnection, person: Any, path: str) -> Sequence[NavItem]:
    """For strangers only where somebody is listed."""
    if person is None and not await access.is_anything_listed(db):
        return []
    return [NavItem(_("Directory"), BASE, "people", path == BASE)]


async def start(hub: Hub) -> None:
    async with hub.transaction() as tx:
        await begin_chain(tx, DirectorySwept())


feature = Feature(
    name="directory",
    portable=portable,
    personal=PersonalDirectory(),
    routes=[
        page(BASE, finding.show_directory, "directory:directory"),
        page(f"{BASE}/new", keeping.new_organisation, "directory:new"),
        form(f"{BASE}/new", keeping.create_organisation, "directory:create"),
        page(PAGE, finding.show_organisation, "directory:organisation"),
        page(f"{PAGE}/edit", editing.edit_organisation, "directory:edit"),
        page(f"{PAGE}/logo", logos.show_logo, "directory:logo"),
        page(f"{PAGE}/edit/logo", logos.edit_logo, "directory:edit_logo"),
        form(f"{PAGE}/edit/logo", logos.update_logo, "directory:update_logo"),
        page(f"{PAGE}/edit/{{part}}", editing.edit_part, "directory:edit_part"),
        form(f"{PAGE}/edit/{{part}}", editing.update_part, "directory:update_part"),
        form(f"{PAGE}/confirm", keeping.confirm, "directory:confirm"),
        page(LETTER, by_letter.show_confirm, "directory:show_confirm"),
        form(LETTER, by_letter.confirm_by_letter, "directory:confirm_by_letter"),
        form(f"{PAGE}/state", keeping.update_state, "directory:update_state"),
        page(f"{PAGE}/editors", keeping.show_editors, "directory:editors"),
        form(f"{PAGE}/editors", keeping.update_editors, "directory:update_editors"),
        page(f"{PAGE}/history", looking_back.show_history, "directory:history"),
        form(f"{PAGE}/history", looking_back.update_history, "directory:update_history"),
        page(f"{PAGE}/correct", correcting.new_correction, "directory:correct"),
        form(f"{PAGE}/correct", correcting.create_correction, "directory:create_correction"),
        page(f"{PAGE}/corrections", correcting.list_corrections, "directory:corrections"),
        form(
            f"{PAGE}/corrections/{{correction_id}}",
            correcting.answer_correction,
            "directory:answer_correction",
        ),
        page(f"{PAGE}/claim", claiming.show_claim, "directory:claim"),
        form(f"{PAGE}/claim", claiming.create_claim, "directory:create_claim"),
        form(f"{PAGE}/claim/withdraw", claiming.withdraw_claim, "directory:withdraw_claim"),
        page(CLAIM, claiming.show_claim_to_answer, "directory:claim_to_answer"),
        form(CLAIM, claiming.answer_claim, "directory:answer_claim"),
        page(NETWORKS, networks.show_networks, "directory:networks"),
        page(f"{NETWORKS}/new", networks.new_network, "directory:new_network"),
        form(f"{NETWORKS}/new", networks.create_network, "directory:create_network"),
        page(NETWORK, networks.show_network, "directory:network"),
        page(f"{NETWORK}/edit", networks.edit_network, "directory:edit_network"),
        form(f"{NETWORK}/edit", networks.update_network, "directory:update_network"),
        form(f"{NETWORK}/state", networks.update_network_state, "directory:update_network_state"),
        page(f"{NETWORK}/keep", joining.show_members, "directory:network_members"),
        form(f"{NETWORK}/keep", joining.update_members, "directory:update_network_members"),
        page(f"{NETWORK}/keepers", joining.show_keepers, "directory:network_keepers"),
        form(f"{NETWORK}/keepers", joining.update_keepers, "directory:update_network_keepers"),
        page(f"{PAGE}/networks", joining.show_memberships, "directory:memberships"),
        form(f"{PAGE}/networks", joining.update_memberships, "directory:update_memberships"),
        page(f"{PAGE}/places", belonging.show_places_of_organisation, "directory:places"),
        form(f"{PAGE}/places", belonging.update_places_of_organisation, "directory:update_places"),
        page(f"{NETWORK}/places", belonging.show_places_of_network, "directory:network_places"),
        form(
            f"{NETWORK}/places",
            belonging.update_places_of_network,
            "directory:update_network_places",
        ),
        page(BELONGS, belonging.show_owners, "directory:owners"),
        form(BELONGS, belonging.update_owners, "directory:update_owners"),
        page("/following", following.show_following, "directory:following"),
        form("/following", following.update_following, "directory:update_following"),
        form("/following/mail", following.update_following_mail, "directory:update_following_mail"),
        page(STOP, following.show_stop, "directory:show_stop"),
        form(STOP, following.stop_letters, "directory:stop_letters"),
        page("/partners", partners.show_partners, "directory:partners"),
        page(f"{PAGE}/partner", partners.edit_partner, "directory:partner"),
        form(f"{PAGE}/partner", partners.update_partner, "directory:update_partner"),
        form(f"{PAGE}/partner/forget", partners.forget_partner, "directory:forget_partner"),
        page(f"{PAGE}/contact", contacts.new_contact, "directory:new_contact"),
        form(f"{PAGE}/contact", contacts.create_contact, "directory:create_contact"),
        page(f"{PAGE}/contacts", contacts.show_desk, "directory:contacts"),
        form(f"{PAGE}/contacts", contacts.update_holders, "directory:update_holders"),
        page(CONTACT, contacts.show_contact, "directory:contact"),
        form(CONTACT, contacts.answer_contact, "directory:answer_contact"),
        page(helping.PATH, helping.list_help_organisations, "directory:help_organisations"),
        form(
            helping.PATH, helping.update_help_organisations, "directory:update_help_organisations"
        ),
        page("/admin/claims", deciding.list_claims, "directory:claims"),
        page(TO_DECIDE, deciding.show_claim_to_decide, "directory:claim_to_decide"),
        form(TO_DECIDE, deciding.decide_claim, "directory:decide_claim"),
        form(f"{PAGE}/verification", deciding.update_verification, "directory:update_verification"),
        *[page(f"{open_data.PATH}{path}", view, f"directory:{name}") for path, view, name in OPEN],
    ],
    endpoints=api.endpoints,
    attached={"organisation": OrganisationAttached()},
    takes_files=[f"{PAGE}/edit/logo"],
    moderated={"organisation": OrganisationModerated(), "contact": ContactModerated()},
    searchable={side.kind: OrganisationsSearchable(side) for side in (MEMBERS, STRANGERS)},
    nav=nav,
    help_panels=[helping.help_panel],
    admin=lambda: [
        AdminLink(
            _("Directory"),
            f"{BASE}/new",
            _("List an organisation, and say who keeps its page right"),
        ),
        AdminLink(
            _("Organisations under Get help now"),
            helping.PATH,
            _("Which of the directory stand there, while their pages are confirmed"),
        ),
        AdminLink(
            _("Whose organisations"),
            "/admin/claims",
            _("Members who say that an organisation of the directory is theirs"),
        ),
    ],
    letters={
        DirectoryLetterDue: [reactions.mail_due],
        ConfirmAsked: [reactions.mail_confirm],
    },
    reactions={
        DirectorySwept: [reactions.on_swept],
        OrganisationListed: [reactions.on_organisation_listed],
        ClaimMade: [reactions.on_claim_made],
        ClaimRipe: [reactions.on_claim_ripe],
        ClaimDecided: [reactions.on_claim_decided],
        CorrectionMade: [reactions.on_correction_made],
        CorrectionAnswered: [reactions.on_correction_answered],
        ContactWritten: [reactions.on_contact_written],
        NetworkInvited: [reactions.on_network_invited],
        NetworkAsked: [reactions.on_network_asked],
        NetworkDeclined: [reactions.on_network_declined],
        NetworkJoined: [reactions.on_network_joined],
        BelongingAsked: [reactions.on_belonging_asked],
    },
    on_start=start,
)
