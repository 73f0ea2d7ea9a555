from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistryConfig(AppConfig):
    name = "shanyraq.registry"
    label = "registry"

    def ready(self):
        from shanyraq.audit import labels
        from shanyraq.audit.verbs import declare

        from .queries import credential_names, names_of

        labels.register_pages(
            {
                "registry.organization": "registry:body",
                "registry.post": "registry:post",
                "registry.person": "registry:person",
                "registry.mediatorcredential": "registry:mediator",
            }
        )
        for thing in ("organization", "post", "person"):
            labels.register_names(f"registry.{thing}", names_of(thing))
        labels.register_names("registry.mediatorcredential", credential_names)
        declare(
            {
                "registry.body_founded": _("Body entered"),
                "registry.body_edited": _("Card of the body changed"),
                "registry.body_renamed": _("Body renamed"),
                "registry.rename_undone": _("Renaming taken back"),
                "registry.state_changed": _("State of the body changed"),
                "registry.body_dissolved": _("Body dissolved"),
                "registry.dissolution_undone": _("End of the body taken back"),
                "registry.post_opened": _("Post opened"),
                "registry.post_edited": _("Post changed"),
                "registry.post_abolished": _("Post abolished"),
                "registry.abolition_undone": _("End of the post taken back"),
                "registry.appointed": _("Office-holder appointed"),
                "registry.membership_ended": _("Term ended"),
                "registry.membership_corrected": _("Term corrected"),
                "registry.membership_annulled": _("Appointment taken back"),
                "registry.youth_attested": _("Age rule vouched for"),
                "registry.attestation_withdrawn": _("Word on the age rule taken back"),
                "registry.accreditation_applied": _("Accreditation applied for"),
                "registry.accreditation_decided": _("Accreditation decided"),
                "registry.accreditation_corrected": _("Decision on accreditation corrected"),
                "registry.assistant_assigned": _("Assistant of a post named"),
                "registry.assistance_ended": _("Assistant's work for a post ended"),
                "registry.person_edited": _("Office-holder's card changed"),
                "registry.user_linked": _("User linked to an office-holder"),
                "registry.mediator_entered": _("Mediator's credential entered"),
                "registry.mediator_renewed": _("Mediator's credential renewed"),
                "registry.mediator_corrected": _("Mediator's credential corrected"),
                "registry.mediator_ended": _("Mediator's credential ended"),
                "registry.bodies_imported": _("Bodies imported"),
            }
        )
